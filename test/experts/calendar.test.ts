import { expect, it } from 'vitest'
import { calendar, calendarWidth } from '../../src/experts/calendar.ts'

const at = (text: string, cycles: object) => {
  const out = new Float64Array(calendarWidth(cycles))
  expect(calendar(cycles, Date.parse(text), out, 0)).toBe(out.length)
  return [...out]
}

it('calendar turns once a day, a week from Monday, and a year', () => {
  at('1970-01-01T06:00Z', { day: 1 }).forEach((x, i) => {
    expect(x).toBeCloseTo([1, 0][i]!, 12)
  })
  at('1970-01-01T06:00Z', { day: 2 }).forEach((x, i) => {
    expect(x).toBeCloseTo([1, 0, 0, -1][i]!, 12)
  })
  at('2024-01-01T00:00Z', { week: 1 }).forEach((x, i) => {
    expect(x).toBeCloseTo([0, 1][i]!, 12)
  })
  at('2024-01-04T12:00Z', { week: 1 }).forEach((x, i) => {
    expect(x).toBeCloseTo([0, -1][i]!, 12)
  })
  const [sine, cosine] = at('2024-07-01T00:00Z', { year: 1 })
  expect(cosine).toBeLessThan(-0.99)
  expect(Math.abs(sine!)).toBeLessThan(0.1)
})

it('calendar has a sine and a cosine for each harmonic', () => {
  expect([calendarWidth({}), calendarWidth({ day: 4, week: 1, year: 2 })]).toEqual([0, 14])
})
