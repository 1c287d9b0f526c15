import { expect, it } from 'vitest'
import { RunningScores } from '../../src/scores/running-scores.ts'
import { Scored } from '../../src/series/scored.ts'

const scores = new RunningScores({ channels: 2, leads: [1, 3], levels: [], season: 1 })
scores.observe([10, 20])
scores.add(1, 0, 20, 22)
const scored = new Scored({
  origin: 0,
  observation: { time: 0, values: [10, 20], covariates: [] },
  leads: [1, 3],
  times: [1, 3],
  values: Float64Array.of(11, 13, 21, 23),
  levels: [],
  lower: [],
  upper: [],
  due: Float64Array.of(9, Number.NaN, 22, 18),
  residuals: Float64Array.of(1, Number.NaN, -2, 2),
  scores,
})

it('reads due values and residuals by channel and lead', () => {
  expect(scored.at(0, 1)).toEqual({ time: 1, value: 11, intervals: [], due: 9, residual: 1 })
  expect(scored.at(1, 3)).toEqual({ time: 3, value: 23, intervals: [], due: 18, residual: 2 })
  expect(scored.at(0, 3).residual).toBeNaN()
  expect(scored.scores).toBe(scores)
})

it('prints residuals and scores by channel', () => {
  const printed = JSON.parse(JSON.stringify(scored))
  expect(printed.residuals).toEqual([
    [1, null],
    [-2, 2],
  ])
  expect(printed.channels.map(({ forecast }: { forecast: number[] }) => forecast)).toEqual([
    [11, 13],
    [21, 23],
  ])
  expect(printed.scores.season).toBe(1)
  expect(printed.scores.channels[1][0]).toMatchObject({ lead: 1, count: 1, mae: 2, skillPersistence: null })
})

it('adds events to those before, and prints them', () => {
  const first = { kind: 'anomaly', time: 0, channel: 1, reason: 'one', rarity: 0.001 } as const
  const second = { kind: 'alert', time: 0, channel: 0, reason: 'two' } as const
  const both = scored.withEvents([first]).withEvents([second])
  expect(both.events).toEqual([first, second])
  expect(both.at(0, 1)).toEqual(scored.at(0, 1))
  expect(JSON.parse(JSON.stringify(both)).events).toEqual([first, second])
  expect(scored.withEvents([])).toBe(scored)
  expect(JSON.stringify(scored)).not.toContain('events')
})
