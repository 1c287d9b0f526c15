import { describe, expect, it } from 'vitest'
import { numberDecoder } from '../../src/sources/decode-number.ts'
import { allMarks, markOf, numberDress, usualMultiples } from '../../src/sources/number-dress.ts'

describe('numberDress', () => {
  it.each([
    ['-$1,204.50', { before: '$', after: '', brackets: false, marked: '1,204.50' }],
    ['1\u00a0204,50 €', { before: '', after: '€', brackets: false, marked: '1\u00a0204,50' }],
    ['($1,234)', { before: '$', after: '', brackets: true, marked: '1,234' }],
    ['$(1,234)', { before: '$', after: '', brackets: true, marked: '1,234' }],
    ['1.234-', { before: '', after: '', brackets: true, marked: '1.234' }],
    ['Rs.500', { before: 'Rs.', after: '', brackets: false, marked: '500' }],
    ['5 µg/m3', { before: '', after: 'µg/m3', brackets: false, marked: '5' }],
    ['="12"', { before: '="', after: '"', brackets: false, marked: '12' }],
    ['1e-5', { before: '', after: '', brackets: false, marked: '1e-5' }],
  ])('takes %s apart', (text, dress) => {
    expect(numberDress(text)).toEqual(dress)
  })

  it('finds none in dates, times, bounds and words', () => {
    for (const text of ['2024-01-01', '12:30', '1-5', '3/4', '<1', '~5', 'n/a', '', '-'])
      expect(numberDress(text), text).toBeUndefined()
  })
})

describe('usualMultiples and allMarks', () => {
  it('are understood by the decoder', () => {
    for (const [name, factor] of usualMultiples)
      expect(numberDecoder({ decimal: '.', thousands: '', multiples: { [name]: factor } })(`2 ${name}`)).toBe(
        2 * factor,
      )
    for (const [decimal, thousands] of allMarks)
      expect(numberDecoder({ decimal, thousands })(`1${thousands}234${decimal}5`)).toBe(1234.5)
  })
})

describe('markOf', () => {
  it('takes off what says that a number is not exact', () => {
    expect(markOf('< 0.5')).toEqual({ isBelow: true, rest: '0.5' })
    expect(markOf('≥10')).toEqual({ isBelow: false, rest: '10' })
    expect(markOf('ca. 12 km')).toEqual({ isBelow: false, rest: '12 km' })
    expect(markOf('5')).toBeUndefined()
    expect(markOf('cat 5')).toBeUndefined()
  })
})
