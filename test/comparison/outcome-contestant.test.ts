import { describe, expect, it } from 'vitest'
import { OutcomeContestant } from '../../src/comparison/outcome-contestant.ts'

describe('OutcomeContestant', () => {
  it('scores what is due: Brier score and log loss by lead, those that count alone', () => {
    const one = new OutcomeContestant('a', [0], [1, 2])
    one.forecast(Float64Array.of(0.9, 0.9), false)
    one.forecast(Float64Array.of(0.5, 0.8), true)
    expect(one.scoreDue(Float64Array.of(1, 1))).toEqual([0.25, Number.NaN])
    one.forecast(Float64Array.of(0.5, 0.5), true)
    const [first, second] = one.scoreDue(Float64Array.of(Number.NaN, 1))
    expect(first).toBeNaN()
    expect(second).toBeCloseTo(0.04, 12)
    expect(one.byLead.map(({ count }) => count)).toEqual([1, 1])
    expect(one.overall.mae).toBeCloseTo((0.25 + 0.04) / 2, 12)
    expect(one.logLoss[1]).toBeCloseTo(-Math.log(0.8), 12)
    one.restart()
    expect(one.scoreDue(Float64Array.of(1, 1))).toEqual([Number.NaN, Number.NaN])
  })

  it('counts of classes the log loss of the one that happened', () => {
    const one = new OutcomeContestant('a', [0, 0, 0, 1], [1])
    one.forecast(Float64Array.of(0.2, 0.3, 0.5, 0.9), true)
    expect(one.scoreDue(Float64Array.of(0, 1, 0, 1))[0]).toBeCloseTo((0.04 + 0.49 + 0.25 + 0.01) / 4, 12)
    expect(one.overallLogLoss).toBeCloseTo(-(3 * Math.log(0.3) + Math.log(0.9)) / 4, 12)
    expect(one.scored).toBe(1)
  })
})
