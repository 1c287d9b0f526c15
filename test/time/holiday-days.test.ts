import { expect, it } from 'vitest'
import { HolidayDays, holidaysBetween } from '../../src/time/holiday-days.ts'

const days = [Date.parse('2024-05-01') / 86_400_000]

it('is a holiday by the date that the clocks of the zone show', () => {
  const at = (text: string, zone?: string) => new HolidayDays({ days, zone }).at(Date.parse(text))
  expect([at('2024-04-30T23:00Z'), at('2024-05-01T00:00Z'), at('2024-05-01T23:59Z')]).toEqual([0, 1, 1])
  expect([at('2024-04-30T22:00Z', 'Europe/Berlin'), at('2024-05-01T22:00Z', 'Europe/Berlin')]).toEqual([1, 0])
  expect(at('2024-05-01T08:00Z', '+09:00')).toBe(1)
})

it('is unknown at an unknown time', () => {
  expect(new HolidayDays({ days }).at(Number.NaN)).toBeNaN()
})

it('is found between two times, by the day of the zone, with its beginning, its end and its name', () => {
  const some = { days: [19_845, 19_844, 19_800], names: ['b', 'a', 'c'], zone: 'Europe/Berlin' }
  const of = (first: string, last: string) => holidaysBetween(some, Date.parse(first), Date.parse(last))
  const a = { from: Date.parse('2024-04-30T22:00Z'), to: Date.parse('2024-05-01T22:00Z'), name: 'a' }
  const b = { from: a.to, to: Date.parse('2024-05-02T22:00Z'), name: 'b' }
  expect(of('2024-05-01T12:00Z', '2024-05-01T22:00Z')).toEqual([a, b])
  expect(of('2024-05-01T12:00Z', '2024-05-01T21:00Z')).toEqual([a])
  expect(of('2024-04-30T20:00Z', '2024-04-30T21:59Z')).toEqual([])
  expect(of('2024-04-30T21:00Z', '2024-04-30T22:00Z')).toEqual([a])
})

it('has a day of 23 hours when the clocks go forward, and a name in any case', () => {
  const [one] = holidaysBetween(
    { days: [19_813], zone: 'Europe/Berlin' },
    Date.parse('2024-03-31'),
    Date.parse('2024-03-31'),
  )
  expect([(one!.to - one!.from) / 3_600_000, one!.name]).toEqual([23, 'public holiday'])
})
