import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf, dayOfWeek, dayOfYear } from '../../src/time/days.ts'

const dayMs = 86_400_000

describe('dayOf', () => {
  it('counts as Date does', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (days) => {
        const date = new Date(days * dayMs)
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
        expect(dayOf(year, month, day)).toBe(days)
        expect(dayOfYear(year, days - dayOf(year, 1, 1) + 1)).toBe(days)
      }),
    )
  })

  it('is NaN for days that do not exist', () => {
    for (const [year, month, day] of [
      [2023, 2, 29],
      [1900, 2, 29],
      [2024, 13, 1],
      [2024, 0, 1],
      [2024, 4, 31],
      [2024, 1, 0],
      [2024, Number.NaN, 1],
    ] as const)
      expect(dayOf(year, month, day)).toBeNaN()
    expect(dayOfYear(2023, 366)).toBeNaN()
    expect(dayOfYear(2023, 0)).toBeNaN()
  })
})

describe('dayOfWeek', () => {
  it('follows ISO 8601: week 1 has the fourth of January', () => {
    expect(dayOfWeek(2018, 1, 1)).toBe(dayOf(2018, 1, 1))
    expect(dayOfWeek(2020, 1, 1)).toBe(dayOf(2019, 12, 30))
    expect(dayOfWeek(2020, 53, 7)).toBe(dayOf(2021, 1, 3))
    expect(dayOfWeek(2021, 53, 1)).toBeNaN()
    expect(dayOfWeek(2021, 0, 1)).toBeNaN()
    expect(dayOfWeek(2021, 1, 8)).toBeNaN()
  })

  it('has every Monday exactly once', () => {
    const mondays = Array.from({ length: 400 }, (_, y) => y + 1800).flatMap((year) =>
      Array.from({ length: 53 }, (_, w) => dayOfWeek(year, w + 1, 1)).filter((day) => !Number.isNaN(day)),
    )
    expect(mondays.slice(1).every((day, i) => day - mondays[i]! === 7)).toBe(true)
  })
})
