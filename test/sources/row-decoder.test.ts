import { describe, expect, it } from 'vitest'
import { type Columns, RowDecoder } from '../../src/sources/row-decoder.ts'

const columns: Columns = {
  time: ['day'],
  targets: ['y'],
  covariates: ['x'],
  clock: 'iso',
  zone: 'UTC',
  missing: ['', 'nan', 'null'],
  decimal: '.',
  thousands: '',
}
const at = (line: number) => ({ file: 'a.csv', line })
const decoder = new RowDecoder('a.csv', 1, ['day', 'y', 'x', 'note'], columns)

describe('RowDecoder', () => {
  it('reads only the columns that are named', () => {
    const cells = ['2024-01-02', '1.5', '-3', 'anything, at all']
    expect(decoder.decode(cells, at(7))).toEqual({
      time: Date.UTC(2024, 0, 2),
      values: [1.5],
      covariates: [-3],
      row: { place: { file: 'a.csv', line: 7 }, raw: cells },
    })
  })

  it('reads empty, NaN and null as missing, in any case, and trims', () => {
    for (const text of ['', 'NaN', 'NULL', ' null '])
      expect(decoder.decode(['2024-01-02', text, ' 4 ', ''], at(2))).toMatchObject({
        values: [Number.NaN],
        covariates: [4],
      })
  })

  it('reads the texts listed under missing as missing, even if they are numbers', () => {
    const told = new RowDecoder('a.csv', 1, ['day', 'y', 'x', 'note'], { ...columns, missing: ['-9999', 'n/a'] })
    expect(told.decode(['2024-01-02', ' -9999', 'N/A', ''], at(2))).toMatchObject({ values: [NaN], covariates: [NaN] })
    expect(told.decode(['2024-01-02', '-999', '9999', ''], at(2))).toMatchObject({ values: [-999], covariates: [9999] })
  })

  it('reads missing numbers however they are written, and replaces texts', () => {
    const told = new RowDecoder('a.csv', 1, ['day', 'y', 'x', 'note'], {
      ...columns,
      missing: ['-999', 'offline'],
      replace: { '<1': 0.5, '7': 70 },
      units: ['%'],
    })
    expect(told.decode(['2024-01-02', '-999.0', ' Offline ', ''], at(2))).toMatchObject({
      values: [NaN],
      covariates: [NaN],
    })
    expect(told.decode(['2024-01-02', '<1', '7', ''], at(2))).toMatchObject({ values: [0.5], covariates: [70] })
    expect(told.decode(['2024-01-02', '12 %', '-999%', ''], at(2))).toMatchObject({ values: [12], covariates: [NaN] })
  })

  it('joins the texts of several columns to a time', () => {
    const joined = (time: string[], change: object, cells: string[]) =>
      new RowDecoder('a.csv', 1, [...time, 'y'], { ...columns, time, covariates: [], ...change }).decode(cells, at(2))
    expect(joined(['Date', 'Time'], {}, ['2024-01-02 ', ' 10:30', '1'])).toMatchObject({
      time: Date.UTC(2024, 0, 2, 10, 30),
    })
    expect(joined(['y4', 'm', 'd', 'h'], { timeFormat: 'yyyy M d H' }, ['2024', '1', '2', '24', '1'])).toMatchObject({
      time: Date.UTC(2024, 0, 3),
    })
    expect(joined(['Date', 'Time'], {}, ['2024-01-02', 'noon', '1'])).toMatchObject({
      column: 'Date Time',
      reason: expect.stringContaining('got "2024-01-02 noon"'),
    })
  })

  it('rejects with column, value and cure', () => {
    expect(decoder.decode(['2024-01-02', 'N/A', '1', ''], at(9))).toEqual({
      place: { file: 'a.csv', line: 9 },
      column: 'y',
      reason: 'expected a number, got "N/A"; correct the cell, or list it under missing',
      raw: ['2024-01-02', 'N/A', '1', ''],
    })
    expect(decoder.decode(['2024-02-30', '1', '1', ''], at(9))).toMatchObject({
      column: 'day',
      reason: expect.stringContaining('got "2024-02-30"'),
    })
    expect(decoder.decode(['2024-01-02', '1', '1e400', ''], at(9))).toMatchObject({ column: 'x' })
    expect(decoder.decode(['2024-01-02', '1', '1', 'a\0b'], at(9))).toMatchObject({
      column: 'note',
      reason: expect.stringContaining('NUL'),
    })
    expect(decoder.decode(['2024-01-02', '1'], at(9))).toMatchObject({
      reason: expect.stringContaining('expected 4 cells, got 2'),
    })
  })

  it('shortens a value that would fill the screen', () => {
    expect(decoder.decode(['2024-01-02', 'z'.repeat(500), '1', ''], at(9))).toMatchObject({
      reason: expect.stringMatching(/"z{80}…"/),
    })
  })

  it('recognizes a repeated header', () => {
    expect(decoder.isHeader(['day', 'y', 'x', 'note'])).toBe(true)
    expect(decoder.isHeader(['day', 'y', 'x'])).toBe(false)
  })

  it('reads clocks of seconds and milliseconds', () => {
    const clock = (clock: 's' | 'ms', text: string) =>
      new RowDecoder('a', 1, ['day', 'y', 'x', 'note'], { ...columns, clock }).decode([text, '1', '1', ''], at(2))
    expect(clock('s', '1700000000.5')).toMatchObject({ time: 1_700_000_000_500 })
    expect(clock('ms', '1700000000000')).toMatchObject({ time: 1_700_000_000_000 })
    expect(clock('ms', '1e300')).toMatchObject({ reason: expect.stringContaining('milliseconds since 1970') })
  })

  it('fails if a column is missing or appears twice', () => {
    expect(() => new RowDecoder('a.csv', 1, ['day', 'temp_max', 'x'], { ...columns, targets: ['tempmax'] })).toThrow(
      'a.csv:1 expected a column "tempmax", got 3 others; did you mean "temp_max"?',
    )
    expect(() => new RowDecoder('a.csv', 1, ['p', 'q'], columns)).toThrow('columns are p, q')
    expect(() => new RowDecoder('a.csv', 1, ['day', 'y', 'y', 'x'], columns)).toThrow(
      'a.csv:1 y: expected one column of this name, got two',
    )
  })

  it('treats odd column names as plain data', () => {
    const odd = new RowDecoder('a', 1, ['__proto__', 'constructor'], {
      ...columns,
      time: ['__proto__'],
      targets: ['constructor'],
      covariates: [],
    })
    expect(odd.decode(['2024-01-02', '5'], at(2))).toMatchObject({ values: [5] })
  })

  it('names the delimiter if a header was split by the wrong one', () => {
    expect(() => new RowDecoder('a.csv', 1, ['day;y;x'], columns)).toThrow(
      /^a\.csv:1 expected a column "day", got 1 others; set delimiter to ";"$/,
    )
    expect(() => new RowDecoder('a.csv', 1, ['day\ty\tx'], columns)).toThrow(/set delimiter to "\\t"$/)
  })

  it('reads times in the given format, and names the format that would read the others', () => {
    const reading = (text: string, change: object) =>
      new RowDecoder('a', 1, ['day', 'y', 'x', 'note'], { ...columns, ...change }).decode([text, '1', '1', ''], at(2))
    expect(reading('31.01.2020', { timeFormat: 'd.M.yyyy' })).toMatchObject({ time: Date.UTC(2020, 0, 31) })
    expect(reading('01/31/2020', {})).toMatchObject({
      reason: expect.stringMatching(/; set timeFormat to "M\/d\/yyyy"$/),
    })
    expect(reading('01/02/2020', {})).toMatchObject({
      reason: expect.stringMatching(/; set timeFormat to "M\/d\/yyyy", or to "d\/M\/yyyy" if that is meant$/),
    })
    expect(reading('2020-01-31', { timeFormat: 'd.M.yyyy' })).toMatchObject({
      reason: 'expected a time that exists, written d.M.yyyy, got "2020-01-31"; leave timeFormat out for ISO 8601',
    })
    expect(reading('1700000000', {})).toMatchObject({ reason: expect.stringMatching(/; set clock to s$/) })
    expect(reading('2020-02-30', {})).toMatchObject({ reason: expect.stringMatching(/got "2020-02-30"$/) })
  })

  it('knows whether it assumed UTC: only for times of day without an offset and without a zone', () => {
    const assumed = (texts: string[], change: object = {}) => {
      const decoder = new RowDecoder('a', 1, ['day', 'y', 'x', 'note'], { ...columns, zone: undefined, ...change })
      for (const text of texts) decoder.decode([text, '1', '1', ''], at(2))
      return decoder.utcAssumed
    }
    const hours = ['2020-01-01 00:00', '2020-01-01 01:00']
    const other = ['1/1/2020 13:00', '1/1/2020 14:00']
    expect(assumed(hours)).toBe(true)
    expect(assumed(other, { timeFormat: 'M/d/yyyy H:mm' })).toBe(true)
    for (const texts of [
      ['2020-01-01', '2020-01-02 00:00'],
      ['1969-12-31 06:00', 'soon', '1970-01-01 06:00'],
      ['2020-01-01T13:00Z', '2020-01-01T14:00Z', '2020-01-01 13:00+02:00', '2020-01-01 07:00'],
    ])
      expect(assumed(texts), texts.join()).toBe(false)
    expect(assumed(hours, { zone: 'UTC' })).toBe(false)
    expect(assumed(['1/1/2020 13:00 Z', '1/1/2020 14:00 Z'], { timeFormat: 'M/d/yyyy H:mm X' })).toBe(false)
    expect(assumed(['1700000001', '1700000002'], { clock: 's' })).toBe(false)
  })
})
