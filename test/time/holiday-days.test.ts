import { expect, it } from 'vitest'
import { HolidayDays } from '../../src/time/holiday-days.ts'

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
