import { expect, it } from 'vitest'
import { calendarWaves, calendarWidth } from '../../src/time/calendar.ts'

const at = (text: string, cycles: object) => {
  const out = new Float64Array(calendarWidth(cycles))
  expect(calendarWaves(cycles, Date.parse(text), out, 0)).toBe(out.length)
  return [...out]
}

it('completes a cycle once a day, once a week from Monday, and once a year', () => {
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
  // Half of 365.2425 days after the start of 1970, and four centuries later, which are 146,097 days.
  for (const years of ['1970-07-02T14:54:36Z', '2370-07-02T14:54:36Z'])
    at(years, { year: 1 }).forEach((x, i) => {
      expect(x).toBeCloseTo([0, -1][i]!, 9)
    })
})

it('has a sine and a cosine for each harmonic', () => {
  expect([calendarWidth({}), calendarWidth({ day: 4, week: 1, year: 2 })]).toEqual([0, 14])
})
