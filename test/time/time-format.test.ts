import { describe, expect, it } from 'vitest'
import { compileTimeFormat, hasOffset } from '../../src/time/time-format.ts'

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
    ['yyyy-MM-dd H:mm', '2020-01-01 24:01'],
    ['yyyy-MM-dd H:mm', '2020-01-01 25:00'],
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

  it.each([
    ["YYYY-'W'ww", '2018-W01', Date.UTC(2018, 0, 1)],
    ["YYYY-'W'ww", '2020-W53', Date.UTC(2020, 11, 28)],
    ["YYYY-'W'ww-e", '2021-W01-7', Date.UTC(2021, 0, 10)],
    ['EEE, d MMM yyyy', 'Mon, 1 Jan 2024', Date.UTC(2024, 0, 1)],
    ['EEEE d. MMMM yyyy', 'Montag 1. März 2024', Date.UTC(2024, 2, 1)],
    ['MMM. yyyy', 'févr. 2024', Date.UTC(2024, 1, 1)],
    ['MMM yyyy', 'Dez 2024', Date.UTC(2024, 11, 1)],
    ['MMM yyyy', 'Sept. 2024', Date.UTC(2024, 8, 1)],
    ['yyyy MMM', '2019 JAN', Date.UTC(2019, 0, 1)],
    ["'Q'Q yyyy", 'Q3 2019', Date.UTC(2019, 6, 1)],
    ["yyyy 'Q'QQ", '2019 Q04', Date.UTC(2019, 9, 1)],
    ["yyyy-'H'P", '2010-H2', Date.UTC(2010, 6, 1)],
    ['y-MM', '12-03', new Date(0).setUTCFullYear(12, 2, 1)],
    ["'FY'yyyy", 'FY2019', Date.UTC(2019, 0, 1)],
    ["yyyy'/'*", '1998/99', Date.UTC(1998, 0, 1)],
    ["yyyy-MM-dd' - '*", '2023-01-01 - 2023-01-07', Date.UTC(2023, 0, 1)],
    ['dd/MMM/yyyy:HH:mm:ss X', '01/Jan/2024:01:00:00 +0100', Date.UTC(2024, 0, 1)],
    ['yyyy-MM-dd HH:mm z', '2024-10-27 02:00 CEST', Date.UTC(2024, 9, 27)],
    ['yyyy-MM-dd HH:mm z', '2024-10-27 02:00 CET', Date.UTC(2024, 9, 27, 1)],
    ['yyyy-MM-dd HH:mm z', '2024-10-27 02:00 UTC+5:30', Date.UTC(2024, 9, 26, 20, 30)],
    ['yyyyMMddHH', '2024010124', Date.UTC(2024, 0, 2)],
    ['yyyyMMdd Hmm', '20240101 0', Date.UTC(2024, 0, 1)],
    ['yyyyMMdd Hmm', '20240101 30', Date.UTC(2024, 0, 1, 0, 30)],
    ['yyyyMMdd Hmm', '20240101 130', Date.UTC(2024, 0, 1, 1, 30)],
    ['yyyyMMdd Hmm', '20240101 1330', Date.UTC(2024, 0, 1, 13, 30)],
    ['yyyyMMdd Hmmss', '20240101 90500', Date.UTC(2024, 0, 1, 9, 5)],
    ['yyyyMMddHHmm', '202401010010', Date.UTC(2024, 0, 1, 0, 10)],
    ['yyyy-MM-dd H:mm', '2024-02-29 24:00', Date.UTC(2024, 2, 1)],
    ['yyyy M d H', '2024 2 29 24', Date.UTC(2024, 2, 1)],
    ['yyyy D', '2024 60', Date.UTC(2024, 1, 29)],
    ['MMM d yyyy', 'Jan  1 2000', Date.UTC(2000, 0, 1)],
    ['h:mm a, M/d/yyyy', '10:30\u202fp.m., 1/2/2000', Date.UTC(2000, 0, 2, 22, 30)],
  ])('reads %s from %s', (format, text, time) => {
    expect(read(format, text)).toBe(time)
  })

  it.each([
    ["YYYY-'W'ww", '2019-W53'],
    ["YYYY-'W'ww", '2019-W00'],
    ['yyyy D', '2023 366'],
    ['yyyy-MM-dd HH:mm z', '2024-10-27 02:00 XYZ'],
    ["yyyy-'H'P", '2010-H3'],
    ["'Q'Q yyyy", 'Q5 2019'],
  ])('%s refuses %s', (format, text) => {
    expect(read(format, text)).toBeNaN()
  })

  it.each([
    ["yyyy-'W'ww", 'YYYY for the year of an ISO week'],
    ['yyyy YYYY w', 'YYYY together with w, or yyyy without it'],
    ['yyyy-* MM', '* at the end only'],
    ['yyyy mm', 'with the hour'],
  ])('reports the problem of %s', (format, problem) => {
    expect(compileTimeFormat(format)).toContain(problem)
  })

  it('begins a day with its first moment if clocks go forward at midnight', () => {
    expect(read('d.M.yyyy', '4.11.2018', 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3))
    expect(read('d.M.yyyy H:mm', '4.11.2018 0:00', 'America/Sao_Paulo')).toBeNaN()
  })
})

describe('hasOffset', () => {
  it('is true for an offset or the name of a zone, not for text', () => {
    expect(hasOffset("yyyy-MM-dd'T'HHX")).toBe(true)
    expect(hasOffset('yyyy-MM-dd HH z')).toBe(true)
    expect(hasOffset("yyyy'zX'")).toBe(false)
  })
})
