import { describe, expect, it } from 'vitest'
import { baseRate, brier, happenedOf, logLoss, membersOf } from '../../src/scores/outcome-losses.ts'

describe('losses of a probability', () => {
  it('are its squared error, and −ln of the probability of what happened', () => {
    expect([brier(0.75, 1), brier(0.75, 0)]).toEqual([0.0625, 0.5625])
    expect(logLoss(0.75, 1)).toBeCloseTo(-Math.log(0.75), 14)
    expect(logLoss(0.75, 0)).toBeCloseTo(-Math.log(0.25), 14)
  })

  it('stay finite when the impossible happens', () => {
    expect(logLoss(0, 1)).toBeCloseTo(27.631, 3)
    expect(logLoss(1, 0)).toBeCloseTo(27.631, 3)
  })
})

describe('baseRate', () => {
  it('is the share so far, from one of the classes at random', () => {
    expect([baseRate(0, 0, 2), baseRate(3, 4, 2), baseRate(0, 0, 4)]).toEqual([0.5, 0.7, 0.25])
  })
})

describe('the classes of a column', () => {
  it('are the channels of one group, of which one has happened', () => {
    expect(membersOf([0, 1, 1, 2])).toEqual([[0], [1, 2], [3]])
    expect(happenedOf([2, 4], Float64Array.of(0, 1, 0, 0, 1))).toBe(4)
    expect(happenedOf([2], Float64Array.of(0, 1, 0))).toBe(2)
  })
})
