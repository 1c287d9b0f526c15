import { describe, expect, it } from 'vitest'
import { guessDaysOfMonth, guessMonths } from '../../src/time/guess-months.ts'

const local = (...days: string[]) => Float64Array.from(days, (day) => Date.parse(day))
const cadence = (...days: string[]) => guessMonths(local(...days))?.cadence

describe('guessMonths', () => {
  it('takes ends of months for ends, from February and April too', () => {
    expect(cadence('2021-02-28', '2021-03-31', '2021-04-30')).toBe('1mo end')
    expect(cadence('2021-04-30', '2021-05-31', '2021-06-30', '2021-07-31')).toBe('1mo end')
    expect(cadence('2021-03-31', '2021-06-30', '2021-09-30', '2021-12-31')).toBe('3mo end')
    expect(cadence('2020-02-29', '2021-02-28', '2022-02-28')).toBe('1y end')
    expect(cadence('2019-12-31', '2020-12-31', '2021-12-31')).toBe('1y')
  })

  it('keeps a day of the month, and says it if short months do not have it', () => {
    expect(cadence('2021-01-15', '2021-02-15', '2021-03-15')).toBe('1mo')
    expect(cadence('2021-01-30', '2021-02-28', '2021-03-30', '2021-04-30')).toBe('1mo 30th')
    expect(cadence('2000-01-01', '2010-01-01', '2020-01-01')).toBe('10y')
  })

  it('sees business days and weekdays of a month behind holidays', () => {
    // Good Friday was on 2018-03-30.
    const last = ['2018-01-31', '2018-02-28', '2018-03-29', '2018-04-30', '2018-05-31', '2018-06-29', '2018-07-31']
    expect(guessMonths(local(...last, '2018-08-31', '2018-09-28', '2018-10-31'))).toEqual({
      cadence: '1mo last bd',
      exceptions: 1,
      notes: ['one row a month, usually on the last business day'],
    })
    expect(cadence('2024-01-19', '2024-02-16', '2024-03-15', '2024-04-19', '2024-05-17')).toBe('1mo 3rd fri')
    expect(cadence('2024-01-05', '2024-02-02', '2024-03-01', '2024-04-05')).toBe('1mo 1st fri')
  })

  it('takes the usual day if there is one row in each month, on any day', () => {
    const some = ['2024-01-12', '2024-02-20', '2024-03-02', '2024-04-28', '2024-05-14', '2024-06-11', '2024-07-17']
    expect(cadence(...some)).toBe('1mo 14th')
  })

  it('keeps four weeks as days', () => {
    const times = Float64Array.from({ length: 20 }, (_, i) => Date.UTC(2024, 0, 5) + i * 28 * 86_400_000)
    expect(guessMonths(times)?.cadence).toBe('4w')
  })

  it('takes rows about a month apart, two in some months, for months', () => {
    const some = ['2024-01-31', '2024-03-01', '2024-03-31', '2024-05-02', '2024-05-31', '2024-07-01', '2024-07-31']
    expect(cadence(...some)).toBe('1mo')
  })

  it('is undefined if the steps vary', () => {
    expect(cadence('2024-01-31', '2024-03-01', '2024-08-11', '2024-12-24', '2025-01-31')).toBeUndefined()
  })
})

describe('guessDaysOfMonth', () => {
  it('finds two days of each month', () => {
    const days = ['2024-01-15', '2024-01-31', '2024-02-15', '2024-02-29', '2024-03-15', '2024-03-31']
    expect(guessDaysOfMonth(local(...days))?.cadence).toBe('1mo 15th end')
    const moved = ['2023-12-15', '2023-12-29', '2024-01-15', '2024-01-31', '2024-02-15', '2024-02-29', '2024-03-15']
    expect(guessDaysOfMonth(local(...moved))).toMatchObject({ cadence: '1mo 15th end', exceptions: 1 })
    expect(guessDaysOfMonth(local('2024-01-01', '2024-01-09', '2024-01-23', '2024-02-07'))).toBeUndefined()
  })
})
