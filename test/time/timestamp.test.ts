import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatTimestamp, parseTimestamp } from '../../src/time/timestamp.ts'

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
      '2024-01-01T24:00',
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

  it('reads back whatever formatTimestamp writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 11, 31) }), (time) => {
        expect(parseTimestamp(formatTimestamp(time))).toBe(time)
      }),
    )
    for (const time of [Number.NaN, 1e300, Number.NEGATIVE_INFINITY]) expect(formatTimestamp(time)).toBe('')
  })

  it('reads text without an offset in the given zone', () => {
    expect(parseTimestamp('2024-07-01 12:00', 'America/Los_Angeles')).toBe(Date.UTC(2024, 6, 1, 19))
    expect(parseTimestamp('2024-01-01 12:00', 'America/Los_Angeles')).toBe(Date.UTC(2024, 0, 1, 20))
    expect(parseTimestamp('2024-07-01 12:00Z', 'America/Los_Angeles')).toBe(Date.UTC(2024, 6, 1, 12))
  })
})
