import { describe, expect, it } from 'vitest'
import { addMonths, dayInMonth, monthOf, monthRules, monthRuleWords, monthStart } from '../../src/time/month-days.ts'

const date = (time: number) => new Date(time).toISOString().slice(0, 10)
const at = (text: string) => Date.parse(text)
const rules = (text: string) => monthRules(text.split(' '))!
const month = monthOf(at('2024-03-01'))
const step = (time: string, text: string, count: number, months = 1) =>
  date(addMonths(at(time), months, rules(text), count))

describe('dayInMonth', () => {
  it('finds the day of each rule', () => {
    const day = (text: string) => date(dayInMonth(month, rules(text)[0]!))
    expect(['end', '15th', '31st', '1st bd', 'last bd', '3rd fri', 'last mon', '1st fri'].map(day)).toEqual([
      '2024-03-31',
      '2024-03-15',
      '2024-03-31',
      '2024-03-01',
      '2024-03-29',
      '2024-03-15',
      '2024-03-25',
      '2024-03-01',
    ])
    expect(date(dayInMonth(monthOf(at('2023-02-10')), { nth: 30, of: 'day' }))).toBe('2023-02-28')
  })
})

describe('monthStart', () => {
  it('holds in the first century and before 1970', () => {
    expect([date(monthStart(1969 * 12 + 11)), new Date(monthStart(50 * 12)).getUTCFullYear()]).toEqual([
      '1969-12-01',
      50,
    ])
  })
})

describe('addMonths', () => {
  it('keeps the ends of months, also from February and across leap years', () => {
    expect([1, 2, 12, 36].map((count) => step('2021-02-28', 'end', count))).toEqual([
      '2021-03-31',
      '2021-04-30',
      '2022-02-28',
      '2024-02-29',
    ])
    expect(step('2021-06-30', 'end', 1, 3)).toBe('2021-09-30')
    expect(step('2023-02-28', 'end', 1, 12)).toBe('2024-02-29')
  })

  it('starts in the month of a time that is not on the day of the rule', () => {
    // Good Friday: the last day of trade was the 28th.
    expect(step('2024-03-28', 'last bd', 1)).toBe('2024-04-30')
    expect(step('2024-03-02', '15th', 1)).toBe('2024-04-15')
  })

  it('goes through several days of a month, from the nearest', () => {
    expect([0, 1, 2, 3, -1].map((count) => step('2024-01-15', '15th end', count))).toEqual([
      '2024-01-15',
      '2024-01-31',
      '2024-02-15',
      '2024-02-29',
      '2023-12-31',
    ])
    expect(step('2024-01-12', 'end 15th', 1)).toBe('2024-01-31')
  })

  it('keeps the time of day', () => {
    expect(addMonths(at('2024-01-31T18:30:00Z'), 1, rules('end'), 1)).toBe(at('2024-02-29T18:30:00Z'))
  })
})

describe('monthRules', () => {
  it('reads back what monthRuleWords writes, in the order of the month', () => {
    for (const text of [
      'end',
      '1st',
      '22nd',
      '15th end',
      'last bd',
      '2nd bd',
      '3rd fri',
      'last sun',
      '1st mon 3rd mon',
    ])
      expect(monthRuleWords(rules(text))).toBe(text)
    expect(monthRuleWords(rules('end 15th'))).toBe('15th end')
  })

  it('refuses what no month has, and what is not a rule', () => {
    for (const text of ['32nd', '5th fri', '21st bd', 'last', '3th', '0th', 'fri', '1st mon-fri', '15'])
      expect(monthRules(text.split(' ')), text).toBeUndefined()
  })
})
