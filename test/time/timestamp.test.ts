import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTimestamp, offsetMs, parseTimestamp } from '../../src/time/timestamp.ts'

describe('parseTimestamp', () => {
  it('reads months, dates and date-times, with T or a space', () => {
    expect(parseTimestamp('1949-01')).toBe(Date.UTC(1949, 0, 1))
    expect(parseTimestamp('2012-01-01')).toBe(Date.UTC(2012, 0, 1))
    expect(parseTimestamp('2016-07-01 01:00:00')).toBe(Date.UTC(2016, 6, 1, 1))
    expect(parseTimestamp('2016-07-01T01:02')).toBe(Date.UTC(2016, 6, 1, 1, 2))
    expect(parseTimestamp('2016-07-01T01:02:03.0456Z')).toBe(Date.UTC(2016, 6, 1, 1, 2, 3, 45))
    expect(parseTimestamp('2016-07-01T01:02:03+05:30')).toBe(Date.UTC(2016, 5, 30, 19, 32, 3))
    expect(parseTimestamp('2016-07-01T01:02:03-0800')).toBe(Date.UTC(2016, 6, 1, 9, 2, 3))
  })

  it('refuses dates and times that do not exist', () => {
    for (const text of [
      '2024-02-30',
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '2024-00-10',
      '2024-01-00',
      '2024-01-01T24:01',
      '2024-01-01T25:00',
      '2024-W54',
      '2023-366',
      '2024-01-01T10:61',
    ]) {
      expect(parseTimestamp(text), text).toBeNaN()
    }
    expect(parseTimestamp('2000-02-29')).toBe(Date.UTC(2000, 1, 29))
  })

  it('refuses text that only resembles a time', () => {
    for (const text of [
      '',
      '2024',
      '1/2/2024',
      '2024-1-2',
      '20240102',
      'yesterday',
      '2024-01-02T',
      ' 2024-01-02',
      '1e12',
    ]) {
      expect(parseTimestamp(text), text).toBeNaN()
    }
  })

  it('reads hours alone, 24:00, weeks, days of the year, and times without marks', () => {
    expect(parseTimestamp('2024-01-01T05Z')).toBe(Date.UTC(2024, 0, 1, 5))
    expect(parseTimestamp('2024-02-29T24:00')).toBe(Date.UTC(2024, 2, 1))
    expect(parseTimestamp('2024-02-29T24:00:00')).toBe(Date.UTC(2024, 2, 1))
    expect(parseTimestamp('2024-W05')).toBe(Date.UTC(2024, 0, 29))
    expect(parseTimestamp('2024-W05-3')).toBe(Date.UTC(2024, 0, 31))
    expect(parseTimestamp('2024-060')).toBe(Date.UTC(2024, 1, 29))
    expect(parseTimestamp('20240229T134500Z')).toBe(Date.UTC(2024, 1, 29, 13, 45))
    expect(parseTimestamp('2024-02-29T13:45:00+01:00[Europe/Berlin]')).toBe(Date.UTC(2024, 1, 29, 12, 45))
    expect(parseTimestamp('2024-02-29T13:45:00.123456789123Z')).toBe(Date.UTC(2024, 1, 29, 13, 45, 0, 123))
  })

  it('reads back whatever formatTimestamp writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 11, 31) }), (time) => {
        expect(parseTimestamp(formatTimestamp(time))).toBe(time)
      }),
    )
    for (const time of [Number.NaN, 1e300, Number.NEGATIVE_INFINITY]) expect(formatTimestamp(time)).toBe('')
    expect(formatTimestamp(0, -12_600_000)).toBe('1969-12-31T20:30:00.000-03:30')
    expect(formatTimestamp(0, 0)).toBe('1970-01-01T00:00:00.000+00:00')
  })

  it('reads text without an offset in the given zone', () => {
    expect(parseTimestamp('2024-07-01 12:00', 'America/Los_Angeles')).toBe(Date.UTC(2024, 6, 1, 19))
    expect(parseTimestamp('2024-01-01 12:00', 'America/Los_Angeles')).toBe(Date.UTC(2024, 0, 1, 20))
    expect(parseTimestamp('2024-07-01 12:00Z', 'America/Los_Angeles')).toBe(Date.UTC(2024, 6, 1, 12))
  })

  it('begins a day with its first moment if clocks go forward at midnight', () => {
    expect(parseTimestamp('2018-11-04', 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3))
    expect(parseTimestamp('2018-11-04 00:00:00', 'America/Sao_Paulo')).toBeNaN()
  })
})

describe('offsetMs', () => {
  it('reads offsets with and without minutes', () => {
    for (const [text, minutes] of [
      ['Z', 0],
      ['UTC', 0],
      ['+01', 60],
      ['-0330', -210],
      ['GMT+5', 300],
      ['+05:45', 345],
    ] as const)
      expect(offsetMs(text), text).toBe(minutes * 60_000)
  })
})
