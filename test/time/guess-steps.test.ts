import { describe, expect, it } from 'vitest'
import { commonest, median, roundStep, shareOfMultiples, stepsOf } from '../../src/time/guess-steps.ts'

const of = (...numbers: number[]) => Float64Array.from(numbers)

it('median, commonest, steps and multiples are as their names say', () => {
  expect(median(of(9, 1, 5))).toBe(5)
  expect(commonest(of(3, 1, 1, 3, 3))).toBe(3)
  expect(commonest(of())).toBeUndefined()
  expect(stepsOf(of(1, 4, 9))).toEqual(of(3, 5))
  expect(shareOfMultiples(of(2, 4, 5, 6), 2)).toBe(0.75)
})

describe('roundStep', () => {
  it('is the round step near times that are early or late', () => {
    expect(roundStep(of(60_100, 59_700, 60_250, 119_950), 60_250)).toBe(60_000)
    expect(roundStep(of(900, 1200, 900, 900, 1200), 900)).toBe(1000)
  })

  it('is undefined if steps vary too much, or are on average of another length', () => {
    expect(roundStep(of(20_000, 90_000, 20_000, 120_000, 50_000), 50_000)).toBeUndefined()
    expect(roundStep(of(63_000, 63_001, 63_002, 62_997), 63_000)).toBeUndefined()
  })
})
