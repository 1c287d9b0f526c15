import { expect, it } from 'vitest'
import { parseDuration } from '../../src/time/duration.ts'
import { gapSteps } from '../../src/time/gap-steps.ts'

const day = 86_400_000
const days = parseDuration('1d')

it('gapSteps is every step, and of a long gap as many as keep the phase of the season', () => {
  // Ten days on, nine are missing.
  expect(gapSteps(0, 10 * day, days, 3, 7)).toBe(9)
  expect(gapSteps(0, 2 * day, days, 3, 7)).toBe(1)
  expect(gapSteps(0, 18 * day, days, 3, 7)).toBe(17)
  for (let gap = 19; gap < 400; gap++) {
    const steps = gapSteps(0, gap * day, days, 3, 7)
    expect(steps).toBeGreaterThanOrEqual(10)
    expect(steps).toBeLessThan(17)
    expect((gap - 1 - steps) % 7).toBe(0)
  }
})

it('gapSteps uses the longest lead if the length of the gap is unknown', () => {
  expect([gapSteps(Number.NaN, day, days, 5, 7), gapSteps(0, day, undefined, 5, 7)]).toEqual([5, 5])
})
