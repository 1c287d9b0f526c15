import { scoreSummary, scoresJson } from '../../src/scores/score-summaries.ts'
import type { Observation } from '../../src/series/observation.ts'
import { Scored } from '../../src/series/scored.ts'
import type { SumData } from '../../src/series/sums.ts'

const dayMs = 86_400_000
const none = new Float64Array(0)
const figures = { channels: 0, leads: [], levels: [], coverage: [], baselines: [] }
const metrics = {
  count: none,
  mae: none,
  rmse: none,
  crps: none,
  mase: none,
  size: none,
  skillPersistence: none,
  skillSeasonal: none,
}

/** The forecast of the sum over both leads of one series, with intervals of ±half and twice that. */
export const sumOf = (value: number, half: number): SumData => ({
  over: [2],
  values: Float64Array.of(value),
  lower: [half, 2 * half].map((width) => Float64Array.of(value - width)),
  upper: [half, 2 * half].map((width) => Float64Array.of(value + width)),
})

/** Daily forecasts of one series: the last value at two leads, with intervals of ±half and twice that. */
export function scoredOf(values: readonly number[], key?: readonly string[], start = 0, half = 1): Scored[] {
  return values.map((value, i) => {
    const time = start + i * dayMs
    const observation: Observation = { time, values: [value], ...(key ? { key } : {}) }
    const data = { ...figures, ...metrics }
    return new Scored({
      origin: time,
      observation,
      leads: [1, 2],
      times: [time + dayMs, time + 2 * dayMs],
      values: Float64Array.of(value, value),
      levels: [0.8, 0.95],
      lower: [half, 2 * half].map((width) => Float64Array.of(value - width, value - width)),
      upper: [half, 2 * half].map((width) => Float64Array.of(value + width, value + width)),
      due: none,
      residuals: none,
      scores: { ...data, at: (channel, lead) => scoreSummary(data, channel, lead), toJSON: () => scoresJson(data) },
    })
  })
}

/** The same as probabilities of one outcome: the last label at two leads. */
export const outcomesOf = (labels: readonly number[]): Scored[] =>
  scoredOf(labels).map((one) =>
    Object.assign(one, { outcomes: { names: ['wet'], groups: [0] }, levels: [], lower: [], upper: [] }),
  )
