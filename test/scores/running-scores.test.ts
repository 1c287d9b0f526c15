import { describe, expect, it } from 'vitest'
import { RunningScores } from '../../src/scores/running-scores.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const none = Number.NaN

describe('RunningScores', () => {
  it('is NaN before the first forecast is due', () => {
    const scores = new RunningScores({ channels: 1, leads: [1], levels: [0.8] })
    expect(scores.count).toEqual(Float64Array.of(0))
    for (const numbers of [scores.mae, scores.rmse, scores.mase, scores.skillPersistence, scores.skillSeasonal])
      expect(numbers).toEqual(Float64Array.of(none))
    expect(scores.coverage).toEqual([Float64Array.of(none)])
  })

  it('leaves out missing values and missing forecasts', () => {
    const scores = new RunningScores({ channels: 1, leads: [1], levels: [] })
    scores.observe([10])
    scores.add(0, 0, 10, 7)
    scores.add(0, 0, 10, none)
    scores.add(0, 0, none, 7)
    scores.observe([20])
    scores.add(0, 0, 20, 24)
    expect(scores.count[0]).toBe(2)
    expect(scores.mae[0]).toBe(3.5)
    expect(scores.rmse[0]).toBe(Math.sqrt(12.5))
  })

  it('compares with a naive forecast over the origins where both exist', () => {
    const scores = new RunningScores({ channels: 1, leads: [1], levels: [], season: 2 })
    const stream = [
      [5, 105],
      [7, 6],
      [13, 11],
    ] as const
    for (const [actual, forecast] of stream) {
      scores.observe([actual])
      scores.add(0, 0, actual, forecast)
    }
    // The error of 100 has nothing beside it. Persistence is wrong by 2 and 6, the seasonal naive forecast by 8; ours by 1 and 2.
    expect(scores.skillPersistence[0]).toBe(1 - 3 / 8)
    expect(scores.skillSeasonal[0]).toBe(1 - 2 / 8)
  })

  it('divides by the mean step for MASE, by the unit for MAE and RMSE, channel by channel', () => {
    const scores = new RunningScores({ channels: 2, leads: [1, 2], levels: [] })
    for (const values of [
      [0, 0],
      [2, 1],
      [none, 0],
      [6, 1],
    ])
      scores.observe(values)
    scores.add(0, 1, 6, 12)
    scores.add(1, 0, 1, 7)
    scores.units = Float64Array.of(1, 2)
    // Steps of 2 and 4 (from the value carried over the gap), and of 1, 1 and 1.
    expect(scores.mase).toEqual(Float64Array.of(none, 2, 6, none))
    expect(scores.mae).toEqual(Float64Array.of(none, 6, 3, none))
    expect(scores.rmse).toEqual(Float64Array.of(none, 6, 3, none))
    expect(scores.count).toEqual(Float64Array.of(0, 1, 1, 0))
  })

  it('keeps levels apart', () => {
    const scores = new RunningScores({ channels: 1, leads: [1, 2], levels: [0.8, 0.95] })
    scores.addInterval(0, 1, 1, 5, 5, 6)
    scores.addInterval(0, 1, 1, 7, 5, 6)
    expect(scores.coverage.map((level) => [...level])).toEqual([
      [none, none],
      [none, 0.5],
    ])
  })

  it('continues from a snapshot as if it had never stopped', () => {
    const options = { channels: 1, leads: [1, 3], levels: [0.8], season: 2 }
    const straight = new RunningScores(options)
    let resumed = new RunningScores(options)
    for (let t = 0; t < 20; t++) {
      if (t === 7) {
        const bytes = snapshot(resumed)
        resumed = new RunningScores(options)
        restore(resumed, bytes)
      }
      for (const scores of [straight, resumed]) {
        scores.observe([(t * 7) % 5])
        scores.add(0, 1, (t * 7) % 5, t % 3)
        scores.addInterval(0, 0, 0, t % 4, 1, 2)
      }
    }
    const all = ({ count, mae, rmse, mase, skillPersistence, skillSeasonal, coverage }: RunningScores) => [
      ...[count, mae, rmse, mase, skillPersistence, skillSeasonal],
      ...coverage,
    ]
    expect(all(resumed)).toEqual(all(straight))
    expect(straight.skillSeasonal[1]).not.toBeNaN()
  })
})
