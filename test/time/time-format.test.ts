import { describe, expect, it } from 'vitest'
import { compileTimeFormat, type TimeParser, timeFormatsOf } from '../../src/time/time-format.ts'

const read = (format: string, text: string, zone = 'UTC') => {
  const parse = compileTimeFormat(format)
  if (typeof parse === 'string') throw new Error(parse)
  return parse(text, zone)
}

describe('compileTimeFormat', () => {
  it.each([
    ['MM/dd/yyyy', '01/31/2020', Date.UTC(2020, 0, 31)],
    ['M/d/yyyy', '1/31/2020', Date.UTC(2020, 0, 31)],
    ['d.M.yyyy H:mm', '31.01.2020 7:05', Date.UTC(2020, 0, 31, 7, 5)],
    ['yyyyMMdd', '20200131', Date.UTC(2020, 0, 31)],
    ['yyyy', '2020', Date.UTC(2020, 0, 1)],
    ['yyyy-MM', '2020-03', Date.UTC(2020, 2, 1)],
    ['MMM d yyyy', 'Jan 1 2000', Date.UTC(2000, 0, 1)],
    ['MMMM d, yyyy', 'MAY 12, 2001', Date.UTC(2001, 4, 12)],
    ["yyyy'Q'Q", '2020Q3', Date.UTC(2020, 6, 1)],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSX", '2020-01-31T10:00:00.250+05:30', Date.UTC(2020, 0, 31, 4, 30, 0, 250)],
    ['d-MMM-yy', '3-Feb-69', Date.UTC(1969, 1, 3)],
    ['d-MMM-yy', '3-Feb-68', Date.UTC(2068, 1, 3)],
    ["yyyy 'o''clock' H", "1999 o'clock 4", Date.UTC(1999, 0, 1, 4)],
  ])('reads %s', (format, text, time) => {
    expect(read(format, text)).toBe(time)
  })

  it('distinguishes noon from midnight', () => {
    expect(read('yyyy-MM-dd h:mm a', '2020-01-01 12:30 AM')).toBe(Date.UTC(2020, 0, 1, 0, 30))
    expect(read('yyyy-MM-dd h:mm a', '2020-01-01 12:30 pm')).toBe(Date.UTC(2020, 0, 1, 12, 30))
    expect(read('yyyy-MM-dd h:mm a', '2020-01-01 1:30 PM')).toBe(Date.UTC(2020, 0, 1, 13, 30))
  })

  it.each([
    ['M/d/yyyy', '02/30/2020'],
    ['M/d/yyyy', '13/01/2020'],
    ['M/d/yyyy', '2/29/2021'],
    ['M/d/yyyy', '1/31/20'],
    ['MM/dd/yyyy', '1/31/2020'],
    ['M/d/yyyy', '1/31/2020 '],
    ['d.M.yyyy', '31x01x2020'],
    ['yyyy-MM-dd H:mm', '2020-01-01 24:00'],
    ['yyyy-MM-dd h:mm a', '2020-01-01 13:00 pm'],
    ['MMM d yyyy', 'Jab 1 2000'],
  ])('%s refuses %s, which is not a time', (format, text) => {
    expect(read(format, text)).toBeNaN()
  })

  it('reads in the given zone, and refuses times that its clocks skip', () => {
    expect(read('M/d/yyyy H:mm', '7/1/2024 12:00', 'America/Los_Angeles')).toBe(Date.UTC(2024, 6, 1, 19))
    expect(read('M/d/yyyy H:mm', '3/10/2024 2:30', 'America/Los_Angeles')).toBeNaN()
    expect(read('M/d/yyyy H:mm X', '7/1/2024 12:00 Z', 'America/Los_Angeles')).toBe(Date.UTC(2024, 6, 1, 12))
  })

  it.each([
    ['YYYY-MM-DD', 'not "YYYY"'],
    ['MM/dd', 'with the year'],
    ['dd yyyy', 'with the month'],
    ['yyyy-MM-dd hh:mm', 'h together with a'],
    ['yyyy-MM-dd HH:mm a', 'h together with a'],
    ['yyyy yyyy', 'not year twice'],
    ["yyyy 'open", 'to be closed'],
  ])('reports the problem of the format %s', (format, problem) => {
    expect(compileTimeFormat(format)).toContain(problem)
  })
})

describe('timeFormatsOf', () => {
  it.each([
    ['01/31/2020', ['M/d/yyyy']],
    ['31/01/2020', ['d/M/yyyy']],
    ['01/02/2020', ['M/d/yyyy', 'd/M/yyyy']],
    ['31.01.2020 13:00', ['d.M.yyyy H:mm']],
    ['20200131', ['yyyyMMdd']],
    ['2020', ['yyyy']],
    ['Jan 1 2000', ['MMM d yyyy']],
    ['2020-Q1', ["yyyy-'Q'Q"]],
    ['1/31/2020 1:05:00 PM', ['M/d/yyyy h:mm:ss a']],
    ['42', []],
    ['9999', []],
    ['soon', []],
  ])('names the formats that read %s', (text, formats) => {
    expect(timeFormatsOf(text)).toEqual(formats)
  })

  it('names only formats that compile', () => {
    for (const text of ['01/02/2020', '1 May 2001', 'May 2001', '2001/5', '200105'])
      for (const format of timeFormatsOf(text))
        expect((compileTimeFormat(format) as TimeParser)(text, 'UTC')).not.toBeNaN()
  })
})
