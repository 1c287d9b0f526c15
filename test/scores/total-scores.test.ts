import { describe, expect, it } from 'vitest'
import { RunningScores } from '../../src/scores/running-scores.ts'
import { totalScores } from '../../src/scores/total-scores.ts'

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

describe('totalScores', () => {
  it('pools the errors of all series', () => {
    const total = totalScores([scoresOf(1, 2, 10), scoresOf(3, 4, 30)])
    expect(total.at(0, 1)).toMatchObject({ count: 40, mae: 2.5, mase: (10 * 0.5 + 30 * 0.75) / 40 })
    expect(total.rmse[0]).toBeCloseTo(Math.sqrt((10 * 1 + 30 * 9) / 40), 12)
    expect(total.skillPersistence[0]).toBeCloseTo(1 - (10 * 1 + 30 * 3) / (10 * 2 + 30 * 4), 12)
    expect(total.coverage[0]![0]).toBe(0.75)
    expect(total.toJSON().channels[0]![0]).toMatchObject({ lead: 1, count: 40, mae: 2.5 })
  })

  it('leaves a series that never changes out of what it has no unit for', () => {
    const total = totalScores([scoresOf(1, 2, 10), scoresOf(1, 0, 10)])
    expect(total.at(0, 1)).toMatchObject({ count: 20, mae: 1, mase: 0.5, skillPersistence: 0.5 })
  })

  it('is not known before anything was scored', () => {
    expect(totalScores([scoresOf(1, 1, 0)]).at(0, 1)).toMatchObject({ count: 0, mae: Number.NaN })
  })
})
