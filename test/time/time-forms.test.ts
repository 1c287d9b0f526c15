import { describe, expect, it } from 'vitest'
import { parserOf, timeFormatsOf } from '../../src/time/time-forms.ts'

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

  it.each([
    ['Q1 2019', "'Q'Q yyyy"],
    ['1Q19', "Q'Q'yy"],
    ['2018-W01', "YYYY-'W'w"],
    ['KW 5 2024', "'KW' w YYYY"],
    ['2019 JAN', 'yyyy MMM'],
    ['FY2019', "'FY'yyyy"],
    ['FY 2019/20', "'FY' yyyy/*"],
    ['1998/99', 'yyyy/*'],
    ['2010-2011', 'yyyy-*'],
    ['2023-01-01 - 2023-01-07', 'yyyy-M-d - *'],
    ['2023-01-01/2023-01-07', 'yyyy-M-d/*'],
    ['01.01.2024 00:00 - 01.01.2024 01:00', 'd.M.yyyy H:mm - *'],
    ['2024-01-01 10:00 - 11:00', 'yyyy-M-d H:mm - *'],
    ['Mon, 1 Jan 2024', 'EEE, d MMM yyyy'],
    ['2010-H1', "yyyy-'H'P"],
    ['01.2022', 'M.yyyy'],
    ['Jan-20', 'MMM-yy'],
    ['01/Jan/2024:00:00:00 +0000', 'd/MMM/yyyy:H:mm:ss X'],
    ['2024-10-26 22:00:00 CEST', 'yyyy-M-d H:mm:ss z'],
    ['2024010100', 'yyyyMMddHH'],
    ['202401010010', 'yyyyMMddHHmm'],
    ['20240101 130', 'yyyyMMdd Hmm'],
    ['20240101001000', 'yyyyMMddHHmmss'],
    ['20240101:0010', 'yyyyMMdd:HHmm'],
    ['201852', 'YYYYww'],
    ['2024060', 'yyyyDDD'],
    ['Mon Jan  1 00:00:00 UTC 2024', 'EEE MMM d H:mm:ss z yyyy'],
    ['Mon Jan 01 2024 00:00:00 GMT+0100 (CET)', 'EEE MMM d yyyy H:mm:ss z *'],
    ['5 de enero de 2024', "d 'de' MMM 'de' yyyy"],
    ['January 1st, 2024', 'MMM d, yyyy'],
    ['2024-01-01 10h30', "yyyy-M-d H'h'mm"],
    ['2024年1月5日', "yyyy'年'M'月'd'日'"],
    ['2024M01', "yyyy'M'M"],
    ['2024 1 1 0', 'yyyy M d H'],
    ['2024 1 1 0 30 0', 'yyyy M d H m s'],
    ['03/11/2023 00h00', "M/d/yyyy H'h'mm"],
    ['2024-1-5 1:02:03,5', 'yyyy-M-d H:mm:ss,S'],
  ])('reads %s as %s', (text, format) => {
    expect(timeFormatsOf(text)[0]).toBe(format)
  })

  it('names every meaning of an ambiguous text', () => {
    expect(timeFormatsOf('1-01')).toEqual(['M-yy', 'y-M', 'y-*'])
    expect(timeFormatsOf('24-JAN-01')).toEqual(['d-MMM-yy', 'yy-MMM-d'])
    expect(timeFormatsOf('S1 2010')).toEqual(["'S'w YYYY", "'S'P yyyy"])
  })

  it('finds no time in numbers and words', () => {
    for (const text of ['998', '1.204', '1,204', '12345', 'Oslo', '12:30', '-5', 'x'.repeat(1000), '1 2 3 4 5 6 7 8 9'])
      expect(timeFormatsOf(text), text).toEqual([])
  })

  it('names only formats that read the text', () => {
    for (const text of ['01/02/2020', '1 May 2001', 'May 2001', '2001/5', '200105'])
      for (const format of timeFormatsOf(text)) expect(parserOf(format)(text, 'UTC')).not.toBeNaN()
  })
})
