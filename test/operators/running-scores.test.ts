import { describe, expect, it } from 'vitest'
import { RunningScores } from '../../src/operators/running-scores.ts'

const none = Number.NaN

describe('RunningScores', () => {
  it('knows nothing before the first', () => {
    const scores = new RunningScores(1, [1], [0.8])
    expect(scores.count).toEqual(Float64Array.of(0))
    for (const numbers of [scores.mae, scores.rmse, scores.mase, scores.skillPersistence, scores.skillSeasonal])
      expect(numbers).toEqual(Float64Array.of(none))
    expect(scores.coverage).toEqual([Float64Array.of(none)])
  })

  it('takes the mean of the absolute and the root of the squared residuals', () => {
    const scores = new RunningScores(1, [1], [])
    for (const residual of [3, -4, none]) scores.add(0, { residual, persistence: none, seasonal: none })
    expect(scores.count[0]).toBe(2)
    expect(scores.mae[0]).toBe(3.5)
    expect(scores.rmse[0]).toBe(Math.sqrt(12.5))
  })

  it('compares with a naive forecast over the origins where both exist', () => {
    const scores = new RunningScores(1, [1], [])
    scores.add(0, { residual: 100, persistence: none, seasonal: none })
    scores.add(0, { residual: 1, persistence: -2, seasonal: none })
    scores.add(0, { residual: 2, persistence: 2, seasonal: 8 })
    // 3 against 4, and 2 against 8: the 100 has nothing beside it.
    expect(scores.skillPersistence[0]).toBe(0.25)
    expect(scores.skillSeasonal[0]).toBe(0.75)
  })

  it('states no skill against a forecast that is never wrong', () => {
    const scores = new RunningScores(1, [1], [])
    scores.add(0, { residual: 0, persistence: 0, seasonal: 0 })
    expect(scores.skillPersistence[0]).toBeNaN()
  })

  it('divides by the mean step for MASE, by the unit for MAE and RMSE, channel by channel', () => {
    const scores = new RunningScores(2, [1, 2], [])
    scores.add(1, { residual: 6, persistence: 3, seasonal: none })
    scores.add(2, { residual: 6, persistence: 3, seasonal: none })
    scores.addStep(0, -2)
    scores.addStep(0, 4)
    scores.addStep(0, none)
    scores.addStep(1, 1)
    scores.setUnit(1, 2)
    expect(scores.mase).toEqual(Float64Array.of(none, 2, 6, none))
    expect(scores.mae).toEqual(Float64Array.of(none, 6, 3, none))
    expect(scores.rmse).toEqual(Float64Array.of(none, 6, 3, none))
    expect(scores.skillPersistence).toEqual(Float64Array.of(none, -1, -1, none))
  })

  it('counts the edges of an interval as inside, and nothing where a bound or the actual is missing', () => {
    const scores = new RunningScores(1, [1], [0.8, 0.95])
    scores.addInterval(1, 0, 5, 5, 6)
    scores.addInterval(1, 0, 6, 5, 6)
    scores.addInterval(1, 0, 7, 5, 6)
    scores.addInterval(1, 0, 4, 5, 6)
    scores.addInterval(1, 0, none, 5, 6)
    scores.addInterval(1, 0, 5, none, 6)
    expect(scores.coverage.map((level) => level[0])).toEqual([none, 0.5])
  })
})
