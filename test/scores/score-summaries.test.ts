import { describe, expect, it } from 'vitest'
import { scoreSummaries, scoreSummary, scoresJson } from '../../src/scores/score-summaries.ts'
import type { ScoreData } from '../../src/series/scored.ts'

/** Two channels, two leads; the first channel's numbers are worked out by hand below. */
const scores: ScoreData = {
  channels: 2,
  leads: [1, 3],
  levels: [0.8],
  count: Float64Array.of(10, 30, 1, 1),
  mae: Float64Array.of(2, 4, 1, 1),
  rmse: Float64Array.of(3, 5, 1, 1),
  crps: Float64Array.of(1, 3, 1, 1),
  mase: Float64Array.of(0.5, 1, 1, 1),
  size: Float64Array.of(20, 24, 1, 1),
  // Persistence misses by 4 at lead 1 and by 5 at lead 3.
  skillPersistence: Float64Array.of(0.5, 0.2, 0, 0),
  skillSeasonal: Float64Array.of(Number.NaN, Number.NaN, 0, 0),
  coverage: [Float64Array.of(0.7, 0.9, 1, 1)],
  baselines: [
    {
      name: 'a week ago',
      season: 7,
      mae: Float64Array.of(4, Number.NaN, 1, 1),
      skill: Float64Array.of(0.5, Number.NaN, 0, 0),
    },
  ],
}

describe('scoreSummaries', () => {
  it('takes the scores of a channel lead by lead', () => {
    expect(scoreSummaries(scores, 0).map(({ lead, mae }) => [lead, mae])).toEqual([
      [1, 2],
      [3, 4],
      [undefined, 3.5],
    ])
    expect(scoreSummaries(scores, 1)[0]!.mae).toBe(1)
  })

  it('weighs each lead by its number of scores', () => {
    const all = scoreSummaries(scores, 0).at(-1)!
    expect(all.count).toBe(40)
    expect(all.mae).toBe((10 * 2 + 30 * 4) / 40)
    expect(all.rmse).toBeCloseTo(Math.sqrt((10 * 9 + 30 * 25) / 40), 12)
    expect(all.crps).toBe((10 + 30 * 3) / 40)
    expect(all.mase).toBe((10 * 0.5 + 30) / 40)
    expect(all.coverage).toEqual([(10 * 0.7 + 30 * 0.9) / 40])
  })

  it('computes the skill over all leads from all errors, not as the mean of skills', () => {
    // Ours: 140 ÷ 40. Persistence: (10 × 4 + 30 × 5) ÷ 40.
    expect(scoreSummaries(scores, 0).at(-1)!.skillPersistence).toBeCloseTo(1 - 140 / 190, 12)
    expect(scoreSummaries(scores, 0).at(-1)!.skillSeasonal).toBeNaN()
  })

  it('leaves a lead without a skill out of the skill over all leads', () => {
    const some = { ...scores, skillPersistence: Float64Array.of(0.5, Number.NaN, 0, 0) }
    expect(scoreSummaries(some, 0).at(-1)!.skillPersistence).toBe(0.5)
  })

  it('has no line for all leads if there is only one', () => {
    const one: ScoreData = { ...scores, channels: 1, leads: [1], count: Float64Array.of(10), mae: Float64Array.of(2) }
    expect(scoreSummaries(one, 0)).toHaveLength(1)
  })

  it('finds the line of a channel and lead, and refuses unknown ones', () => {
    expect(scoreSummary(scores, 0, 3)).toMatchObject({ lead: 3, count: 30, mae: 4, coverage: [0.9] })
    expect(() => scoreSummary(scores, 0, 2)).toThrow(RangeError)
    expect(() => scoreSummary(scores, 2, 1)).toThrow(RangeError)
  })

  it('serializes to JSON: coverage by level, null for unknown values', () => {
    const { channels, baselines, ...rest } = scoresJson({
      ...scores,
      from: { observation: 5 },
      units: Float64Array.of(2, Number.NaN),
    })
    expect(rest).toEqual({ from: { observation: 5 }, units: [2, null] })
    expect(baselines).toEqual([{ name: 'a week ago', season: 7, mae: [4, null, 1, 1], skill: [0.5, null, 0, 0] }])
    expect(channels.map((lines) => lines.map(({ lead }) => lead))).toEqual([
      [1, 3, 'all'],
      [1, 3, 'all'],
    ])
    expect(channels[0]![0]).toEqual({
      lead: 1,
      count: 10,
      mae: 2,
      rmse: 3,
      crps: 1,
      mase: 0.5,
      size: 20,
      skillPersistence: 0.5,
      skillSeasonal: null,
      coverage: { 0.8: 0.7 },
    })
  })
})
