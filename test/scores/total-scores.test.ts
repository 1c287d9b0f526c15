import { describe, expect, it } from 'vitest'
import { detached } from '../../src/scores/detached-scores.ts'
import { RunningScores } from '../../src/scores/running-scores.ts'
import { inOrderOfKeys, totalScores } from '../../src/scores/total-scores.ts'
import type { Scores } from '../../src/series/scored.ts'
import { someScores } from './some-scores.ts'

/** Scores of a forecast that is always `error` too low, for a series that rises by `step`. */
function scoresOf(error: number, step: number, count: number): RunningScores {
  const scores = new RunningScores({ channels: 1, leads: [1], levels: [0.8], season: 1 })
  for (let i = 0; i <= count; i++) {
    scores.observe([i * step])
    if (i === 0) continue
    scores.add(0, 0, i * step, i * step - error)
    scores.addInterval(0, 0, 0, i * step, i * step - (error > 1 ? 0.5 : -0.5), i * step + 0.5)
  }
  return scores
}

const keyed = (...all: readonly Scores[]) => all.map((scores, i) => ({ key: [`s${i}`], scores }))

describe('totalScores', () => {
  it('pools the errors of all series', () => {
    const total = totalScores(keyed(scoresOf(1, 2, 10), scoresOf(3, 4, 30)))!
    expect(total.at(0, 1)).toMatchObject({ count: 40, mae: 2.5, mase: (10 * 0.5 + 30 * 0.75) / 40 })
    expect(total.rmse[0]).toBeCloseTo(Math.sqrt((10 * 1 + 30 * 9) / 40), 12)
    expect(total.skillPersistence[0]).toBeCloseTo(1 - (10 * 1 + 30 * 3) / (10 * 2 + 30 * 4), 12)
    expect(total.coverage[0]![0]).toBe(0.75)
    expect(total.toJSON().channels[0]![0]).toMatchObject({ lead: 1, count: 40, mae: 2.5 })
  })

  it('leaves a series that never changes out of what it has no unit for', () => {
    const total = totalScores(keyed(scoresOf(1, 2, 10), scoresOf(1, 0, 10)))!
    expect(total.at(0, 1)).toMatchObject({ count: 20, mae: 1, mase: 0.5, skillPersistence: 0.5 })
  })

  it('is not known before anything was scored', () => {
    expect(totalScores(keyed(scoresOf(1, 1, 0)))!.at(0, 1)).toMatchObject({ count: 0, mae: Number.NaN })
  })

  it('is the same to the bit in any order of the series, and if some of them are not in memory', () => {
    const all = Array.from({ length: 40 }, (_, seed) => ({
      key: ['shop', String(seed)],
      scores: someScores({ leads: [1, 2, 7], sums: [7], seed, level: 1 + seed, rows: 20 + seed }),
    }))
    const total = JSON.stringify(totalScores(all))
    const away = all.map(({ key, scores }, i) => ({ key, scores: i % 3 === 0 ? detached(scores) : scores }))
    const mixed = away.map((_, i) => away[(i * 17) % 40]!)
    expect(JSON.stringify(totalScores(mixed))).toBe(total)
    expect(JSON.stringify(totalScores(all.toReversed()))).toBe(total)
    expect(inOrderOfKeys(mixed).map(({ key }) => key)).toEqual(inOrderOfKeys(all).map(({ key }) => key))
  })

  it('leaves out a naive forecast that not all series have', () => {
    const weekly = someScores()
    const total = totalScores(keyed(weekly, scoresOf(1, 2, 10)))!
    expect(weekly.baselines.map(({ name }) => name)).toEqual(['the last value', 'a week ago', 'a year ago'])
    expect(total.baselines.map(({ name }) => name)).toEqual(['the last value'])
  })

  it('has the intervals of the series that have some', () => {
    const without = new RunningScores({ channels: 1, leads: [1], levels: [0.8], season: 1 })
    without.observe([1])
    without.add(0, 0, 1, 2)
    expect(totalScores(keyed(without, scoresOf(3, 2, 10)))!.coverage[0]![0]).toBe(1)
  })
})
