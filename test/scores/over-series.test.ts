import { describe, expect, it } from 'vitest'
import { detached } from '../../src/scores/detached-scores.ts'
import { overSeries, seriesScores } from '../../src/scores/over-series.ts'
import { RunningScores } from '../../src/scores/running-scores.ts'
import { scoreSummaries } from '../../src/scores/score-summaries.ts'
import { strongestBaseline } from '../../src/scores/strongest-baseline.ts'
import { someScores } from './some-scores.ts'

/** A series that goes up and down by `step` about `level`, forecast with an error of `error`. */
function scoresOf(level: number, step: number, error: number, rows = 21): RunningScores {
  const scores = new RunningScores({ channels: 1, leads: [1], levels: [] })
  for (let row = 0; row < rows; row++) {
    const actual = level + (row % 2 === 0 ? step : 0)
    scores.observe([actual])
    if (row > 0) scores.add(0, 0, actual, actual + error)
  }
  return scores
}

const keyed = (all: Readonly<Record<string, RunningScores>>) =>
  Object.entries(all).map(([name, scores]) => ({ key: [name], scores }))

describe('overSeries', () => {
  it('counts each series alike, or by its size', () => {
    // MASE .5 and 1.5 in steps of 4; the sums of the targets are 20 × 10 and 20 × 30.
    const over = overSeries(keyed({ a: scoresOf(8, 4, 2), b: scoresOf(28, 4, 6) }), 0)
    expect(over).toMatchObject({ series: 2, short: 0, naive: 'the last value' })
    expect(over.mean.mase).toBeCloseTo(1, 12)
    expect(over.mean.skill).toBeCloseTo(0, 12)
    expect(over.mean.wape).toBeCloseTo((2 / 10 + 6 / 30) / 2, 12)
    expect(over.weighted.mase).toBeCloseTo((0.5 * 10 + 1.5 * 30) / 40, 12)
    expect(over.weighted.skill).toBeCloseTo(1 - 1.25, 12)
    expect(over.weighted.wape).toBeCloseTo((2 + 6) / 40, 12)
  })

  it('names the ten with the least skill, and the shares of series below a value', () => {
    const all = Array.from({ length: 41 }, (_, i) => [`s${i}`, scoresOf(10, 1, i / 40)] as const)
    const over = overSeries(keyed(Object.fromEntries(all)), 0)
    expect(over.worst.map(({ key }) => key[0])).toEqual([40, 39, 38, 37, 36, 35, 34, 33, 32, 31].map((i) => `s${i}`))
    expect(over.worst[1]).toMatchObject({ count: 20, naive: 'the last value' })
    expect(over.worst[1]!.skill).toBeCloseTo(1 - 39 / 40, 12)
    const quantiles = over.quantiles.map(({ share, mase, skill }) => [share, mase, skill])
    for (const [share, mase, skill] of quantiles) {
      expect(mase).toBeCloseTo(share!, 12)
      expect(skill).toBeCloseTo(share!, 12)
    }
    expect(quantiles.map(([share]) => share)).toEqual([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1])
    const { mase, skill } = over.histogram
    expect(mase.counts.slice(0, 5)).toEqual([10, 10, 10, 10, 1])
    expect(skill.counts.reduce((sum, count) => sum + count, skill.below + skill.above)).toBe(41)
  })

  it('leaves out series with fewer than ten scored targets', () => {
    const over = overSeries(keyed({ a: scoresOf(8, 4, 2), new: scoresOf(8, 4, 400, 10) }), 0)
    expect(over).toMatchObject({ series: 1, short: 1, mean: { mase: 0.5 } })
    const none = overSeries(keyed({ new: scoresOf(8, 4, 2, 5) }), 0)
    expect(none).toMatchObject({ series: 0, short: 1, naive: undefined, mean: { mase: Number.NaN }, worst: [] })
  })

  it('counts a series without sales in the weighted error only', () => {
    const over = overSeries(keyed({ a: scoresOf(8, 4, 2), ended: scoresOf(0, 0, 1) }), 0)
    expect(over).toMatchObject({ series: 2, mean: { mase: 0.5, skill: 0.5, wape: 0.2 } })
    expect(over.weighted).toMatchObject({ mase: 0.5, wape: (20 * 2 + 20 * 1) / (20 * 10) })
    expect(over.worst.map(({ key }) => key)).toEqual([['a']])
  })

  it('is the same to the bit in any order of the series, and if some of them are not in memory', () => {
    const all = Array.from({ length: 60 }, (_, seed) => ({
      key: [String(seed % 7), String(seed)],
      scores: someScores({ leads: [1, 2, 7], seed, level: 1 + seed, rows: 20 + seed, error: 0.5 + seed / 40 }),
    }))
    const over = JSON.stringify(overSeries(all, 0))
    const mixed = all.map((_, i) => all[(i * 23) % 60]!)
    const away = mixed.map(({ key, scores }, i) => ({ key, scores: i % 2 === 0 ? detached(scores) : scores }))
    expect(JSON.stringify(overSeries(mixed, 0))).toBe(over)
    expect(JSON.stringify(overSeries(away, 0))).toBe(over)
  })
})

it('seriesScores are those of a series over all leads', () => {
  const one = { key: ['a'], scores: someScores({ leads: [1, 7] }) }
  const { mae, mase, count } = scoreSummaries(one.scores, 0).at(-1)!
  const { name, skill } = strongestBaseline(one.scores, 0, 2)!
  expect(seriesScores(one, 0)).toMatchObject({ key: ['a'], count, mae, mase, naive: name, skill })
})
