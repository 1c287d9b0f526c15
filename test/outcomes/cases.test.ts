import { describe, expect, it } from 'vitest'
import { LastLabels, SeasonParts } from '../../src/outcomes/cases.ts'
import { steps } from './outcomes.ts'

describe('LastLabels', () => {
  it('counts in the last labels, the newest first, and knows none before there are as many', () => {
    const last = new LastLabels(2, 2)
    const seen = steps([1, 0, Number.NaN, 1, 1], [1]).map((step) => {
      last.next(step)
      return last.of()
    })
    expect(seen).toEqual([-1, 1, -1, -1, 3])
  })
})

describe('SeasonParts', () => {
  it('is the part of the season of the target, of which there are at most 24', () => {
    const week = new SeasonParts(7)
    week.next(steps([0, 0, 0], [1])[2]!)
    expect([1, 4, 5].map((lead) => week.of(lead))).toEqual([3, 6, 0])
    const year = new SeasonParts(365)
    expect(year.count).toBe(24)
    expect([0, 16, 364, 365].map((lead) => year.of(lead))).toEqual([0, 1, 23, 0])
  })
})
