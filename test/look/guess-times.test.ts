import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessTimes, oddTime, timesOf } from '../../src/look/guess-times.ts'
import { parserOf } from '../../src/time/time-forms.ts'

const two = (n: number) => String(n).padStart(2, '0')
const dates = (count: number, write: (date: Date) => string, step = 86_400_000) =>
  Array.from({ length: count }, (_, i) => write(new Date(Date.UTC(2020, 0, 1) + i * step)))
const american = (date: Date) => `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${date.getUTCFullYear()}`
const european = (date: Date) => `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`
const digits = (length: number) => (date: Date) => date.toISOString().replace(/\D/g, '').slice(0, length)
const months = Array.from({ length: 30 }, (_, i) => `${two((i % 12) + 1)}/01/${2020 + Math.floor(i / 12)}`)
const hourMs = 3_600_000

describe('guessTimes', () => {
  it('recognizes ISO 8601 and counts since 1970, in any unit', () => {
    expect(guessTimes('a', ['2020-01-01', '2020-01-02'])).toEqual({ clock: 'iso' })
    expect(guessTimes('a', ['2020-01-01 23:00', '2020-01-01 24:00'])).toEqual({ clock: 'iso' })
    for (const [clock, zeros] of [
      ['s', ''],
      ['ms', '000'],
      ['us', '000000'],
      ['ns', '000000000'],
    ] as const)
      expect(guessTimes('ts', [`1700000000${zeros}`, `1700003600${zeros}`])).toEqual({ clock })
    expect(guessTimes('ts', ['1704067200.125', '1704067260.125'])).toEqual({ clock: 's' })
    expect(guessTimes('Datum', ['45292,5', '45292,541667'])).toEqual({ clock: 'excel' })
  })

  it('finds no times in numbers and words', () => {
    for (const [name, cells] of [
      ['price', ['1700000000', '2020']],
      ['price', ['1.5', '20.25']],
      ['price', ['2020', '2017', '2031']],
      ['sales', ['45292', '45310', '45301']],
      ['name', ['Oslo', 'Bergen']],
      ['name', []],
    ] as const)
      expect(guessTimes(name, cells), cells.join()).toBeUndefined()
  })

  it.each([
    ['date', ['20200131', '20200201'], 'yyyyMMdd'],
    ['year', ['2020', '2021'], 'yyyy'],
    ['Datum', ['31.01.2020', '01.02.2020'], 'd.M.yyyy'],
    ['when', ['Jan 1 2000', 'Feb 1 2000'], 'MMM d yyyy'],
    ['quarter', ['2020Q1', '2020Q2'], "yyyy'Q'Q"],
    ['year week', ['2020 51', '2020 52', '2020 53', '2021 1'], 'YYYY w'],
    ['year quarter', ['2020 3', '2020 4', '2021 1'], 'yyyy Q'],
    ['Season', ['2001-02', '2002-03', '2003-04'], 'yyyy-*'],
    ['x', ['S1 2020', 'S2 2020', 'S1 2021'], "'S'P yyyy"],
    ['x', ['1-11', '1-12', '2-01', '2-02'], 'y-M'],
  ])('names the format of %s', (name, cells, timeFormat) => {
    expect(guessTimes(name, cells)).toEqual({ clock: 'iso', timeFormat })
  })

  it('reads digits that are calendar times as such, whatever the column is called', () => {
    expect(guessTimes('MESS_DATUM', dates(30, digits(10), hourMs))).toEqual({ clock: 'iso', timeFormat: 'yyyyMMddHH' })
    expect(guessTimes('x', dates(30, digits(12), hourMs / 6))).toEqual({ clock: 'iso', timeFormat: 'yyyyMMddHHmm' })
    expect(guessTimes('x', dates(30, digits(14), hourMs / 6))).toEqual({ clock: 'iso', timeFormat: 'yyyyMMddHHmmss' })
    expect(guessTimes('x', dates(40, digits(8)))).toEqual({ clock: 'iso', timeFormat: 'yyyyMMdd' })
    expect(guessTimes('', ['1990', '1991', '1992', '1993', '1994'])).toEqual({ clock: 'iso', timeFormat: 'yyyy' })
    expect(guessTimes('x', ['1990', '1991', '1992'])).toBeUndefined()
    expect(guessTimes('x', ['40.1', '41.1', '42.1'])).toBeUndefined()
    expect(guessTimes('x', ['1700000000', '1700003600', '1700007200'])).toEqual({ clock: 's' })
  })

  it('distinguishes month and day by valid dates, then by even steps, and else reports ambiguity', () => {
    const swapped = months.map((text) => text.replace(/(..).(..)/, '$2/$1'))
    expect(guessTimes('date', dates(40, american))).toEqual({ clock: 'iso', timeFormat: 'M/d/yyyy' })
    expect(guessTimes('date', dates(40, european))).toEqual({ clock: 'iso', timeFormat: 'd/M/yyyy' })
    expect(guessTimes('date', months)).toEqual({ clock: 'iso', timeFormat: 'M/d/yyyy' })
    expect(guessTimes('date', swapped)).toEqual({ clock: 'iso', timeFormat: 'd/M/yyyy' })
    expect(guessTimes('date', months.slice(0, 9))).toEqual({
      ...{ clock: 'iso', timeFormat: 'd/M/yyyy', other: 'M/d/yyyy' },
    })
  })

  it('tolerates a tenth of errors', () => {
    const cells = dates(40, european).with(3, 'oops').with(20, 'x')
    expect(guessTimes('date', cells)?.timeFormat).toBe('d/M/yyyy')
  })

  it('takes the zone from the name, if all times exist in it', () => {
    const hours = dates(40, (date) => date.toISOString().slice(0, 16), hourMs)
    expect(guessTimes('Time (CET/CEST)', hours)).toEqual({ clock: 'iso', zone: 'Europe/Berlin' })
    expect(guessTimes('Time (America/Chicago)', hours)).toEqual({ clock: 'iso', zone: 'America/Chicago' })
    expect(guessTimes('Time (UTC)', hours)).toEqual({ clock: 'iso', zone: 'UTC' })
    expect(guessTimes('Time (CET)', hours.with(7, '2024-03-31 02:30'))).toEqual({ clock: 'iso' })
    expect(guessTimes('Time (Atlantis/Capital)', hours)).toEqual({ clock: 'iso' })
    expect(
      guessTimes(
        'Time (CET)',
        dates(9, (date) => date.toISOString()),
      ),
    ).toEqual({ clock: 'iso' })
    expect(
      guessTimes(
        'Day (CET)',
        dates(9, (date) => date.toISOString().slice(0, 10)),
      ),
    ).toEqual({ clock: 'iso' })
  })

  it('finds a format that reads what was written in it', () => {
    const formats = [
      ...['M/d/yyyy', 'd.M.yyyy', 'yyyy/M/d', 'd MMM yyyy', 'MMM d, yyyy', 'd-MMM-yy', 'yyyyMMdd'].flatMap((date) =>
        ['', ' H:mm', ' H:mm:ss', ' h:mm a', "'T'H:mm", ', H:mm z'].map((clock) => date + clock),
      ),
      ...["'Q'Q yyyy", "yyyy-'Q'Q", 'M.yyyy', 'MMM yyyy', "'FY'yyyy", 'yyyy/MM/dd - *', 'EEE, d MMM yyyy'],
    ]
    fc.assert(
      fc.property(fc.constantFrom(...formats), fc.integer({ min: 0, max: 12_000 }), (format, start) => {
        const step = /[Hh]/.test(format) ? 3 * hourMs + 420_000 : /d/.test(format) ? 86_400_000 : 0
        const cells = Array.from({ length: 60 }, (_, i) => {
          const date = new Date(Date.UTC(1990, 0, 1 + start) + i * step)
          if (step === 0) date.setUTCMonth(3 * i, 1)
          return written(format, date)
        })
        const found = guessTimes('Date', cells)
        expect(found, cells[0]).toBeDefined()
        const other = found!.other === undefined ? [] : timesOf(cells, { clock: 'iso', timeFormat: found!.other })
        const meant = cells.map((cell) => parserOf(format)(cell, 'UTC'))
        expect([timesOf(cells, found!), other], `${cells[0]} ${format} ${found!.timeFormat}`).toContainEqual(meant)
      }),
      { numRuns: 60 },
    )
  })
})

/** A time in a format, for the letters above. */
function written(format: string, date: Date): string {
  const names = (options: Intl.DateTimeFormatOptions) => date.toLocaleString('en-US', { ...options, timeZone: 'UTC' })
  const hour = date.getUTCHours()
  return format.replace(/'([^']*)'|([A-Za-z])\2*|\*/g, (token, quoted) => {
    if (quoted !== undefined) return quoted
    return {
      ...{ yyyy: String(date.getUTCFullYear()), yy: two(date.getUTCFullYear() % 100), z: 'CET' },
      ...{ M: String(date.getUTCMonth() + 1), MM: two(date.getUTCMonth() + 1), MMM: names({ month: 'short' }) },
      ...{ d: String(date.getUTCDate()), dd: two(date.getUTCDate()), EEE: names({ weekday: 'short' }) },
      ...{ Q: String(Math.floor(date.getUTCMonth() / 3) + 1), a: hour < 12 ? 'AM' : 'PM' },
      ...{ H: String(hour), h: String(hour % 12 || 12), mm: two(date.getUTCMinutes()), ss: two(date.getUTCSeconds()) },
      '*': date.toISOString().slice(0, 10).replaceAll('-', '/'),
    }[token]!
  })
}

describe('oddTime', () => {
  it('is the first cell that does not fit, if some do', () => {
    expect(oddTime('Period', ['FY1998', 'FY1999', 'FY1998x', 'FYx'])).toBe('FY1998x')
    expect(oddTime('Period', ['north', 'south'])).toBeUndefined()
  })
})

describe('timesOf', () => {
  it('reads cells in the detected style', () => {
    expect(timesOf(['1', 'x'], { clock: 's' })).toEqual([1000, Number.NaN])
    expect(timesOf(['2020-01-01'], { clock: 'iso' })).toEqual([Date.UTC(2020, 0, 1)])
    expect(timesOf(['3.2.2020'], { clock: 'iso', timeFormat: 'd.M.yyyy' })).toEqual([Date.UTC(2020, 1, 3)])
  })
})
