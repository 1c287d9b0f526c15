import { describe, expect, it } from 'vitest'
import { baseRate, brier, logLoss } from '../../src/scores/outcome-losses.ts'

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
