import { describe, expect, it } from 'vitest'
import { guessTimes, timesOf } from '../../src/look/guess-times.ts'

const two = (n: number) => String(n).padStart(2, '0')
const dates = (count: number, write: (date: Date) => string, step = 86_400_000) =>
  Array.from({ length: count }, (_, i) => write(new Date(Date.UTC(2020, 0, 1) + i * step)))
const american = (date: Date) => `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${date.getUTCFullYear()}`
const european = (date: Date) => `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`
const months = Array.from({ length: 30 }, (_, i) => `${two((i % 12) + 1)}/01/${2020 + Math.floor(i / 12)}`)

describe('guessTimes', () => {
  it('recognizes ISO 8601 and counts since 1970', () => {
    expect(guessTimes('a', ['2020-01-01', '2020-01-02'])).toEqual({ clock: 'iso' })
    expect(guessTimes('ts', ['1700000000', '1700003600'])).toEqual({ clock: 's' })
    expect(guessTimes('ts', ['1700000000000'])).toEqual({ clock: 'ms' })
    expect(guessTimes('price', ['1700000000', '2020'])).toBeUndefined()
    expect(guessTimes('price', ['1.5', '20.25'])).toBeUndefined()
    expect(guessTimes('name', [])).toBeUndefined()
  })

  it.each([
    ['date', ['20200131', '20200201'], 'yyyyMMdd'],
    ['year', ['2020', '2021'], 'yyyy'],
    ['Datum', ['31.01.2020', '01.02.2020'], 'd.M.yyyy'],
    ['when', ['Jan 1 2000', 'Feb 1 2000'], 'MMM d yyyy'],
    ['quarter', ['2020Q1', '2020Q2'], "yyyy'Q'Q"],
  ])('names the format of %s', (name, cells, timeFormat) => {
    expect(guessTimes(name, cells)).toEqual({ clock: 'iso', timeFormat })
  })

  it('distinguishes month and day by valid dates, then by even steps, and else reports ambiguity', () => {
    expect(guessTimes('date', dates(40, american))).toEqual({ clock: 'iso', timeFormat: 'M/d/yyyy' })
    expect(guessTimes('date', dates(40, european))).toEqual({ clock: 'iso', timeFormat: 'd/M/yyyy' })
    expect(guessTimes('date', months)).toEqual({ clock: 'iso', timeFormat: 'M/d/yyyy' })
    expect(
      guessTimes(
        'date',
        months.map((text) => text.replace(/(..).(..)/, '$2/$1')),
      ),
    ).toEqual({
      clock: 'iso',
      timeFormat: 'd/M/yyyy',
    })
    expect(guessTimes('date', months.slice(0, 9))).toEqual({
      clock: 'iso',
      timeFormat: 'd/M/yyyy',
      otherFormat: 'M/d/yyyy',
    })
  })

  it('tolerates a tenth of errors', () => {
    const cells = dates(40, european).with(3, 'oops').with(20, '')
    expect(guessTimes('date', cells)?.timeFormat).toBe('d/M/yyyy')
  })
})

describe('timesOf', () => {
  it('reads cells in the detected style', () => {
    expect(timesOf(['1', 'x'], { clock: 's' })).toEqual([1000, Number.NaN])
    expect(timesOf(['2020-01-01'], { clock: 'iso' })).toEqual([Date.UTC(2020, 0, 1)])
    expect(timesOf(['3.2.2020'], { clock: 'iso', timeFormat: 'd.M.yyyy' })).toEqual([Date.UTC(2020, 1, 3)])
  })
})
