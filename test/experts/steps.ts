import type { Expert, ExpertInput, ExpertShape } from '../../src/experts/expert.ts'
import { Random } from '../../src/lstm/random.ts'

const hour = 3_600_000

export const shape = (leads: readonly number[], channels = 1, covariates = 0): ExpertShape => ({
  leads,
  channels,
  covariates,
})

/** Steps of an hour with these values; one channel unless rows hold more. NaN is missing: the last value stands, as the forecaster has it. */
export function steps(
  rows: readonly (number | readonly number[])[],
  covariates: readonly (readonly number[])[] = [],
): ExpertInput[] {
  let last: number[] = []
  return rows.map((row, t) => {
    const values = typeof row === 'number' ? [row] : [...row]
    const missing = Uint8Array.from(values, (x) => (Number.isNaN(x) ? 1 : 0))
    last = values.map((x, channel) => (Number.isNaN(x) ? last[channel]! : x))
    return {
      time: t * hour,
      values: Float64Array.from(last),
      missing,
      covariates: Float64Array.from(covariates[t] ?? []),
    }
  })
}

/** What the expert forecasts after each step, rounded off where numbers by hand are. */
export function follow(expert: Expert, all: readonly ExpertInput[], size: number): number[][] {
  return all.map((step) => {
    expert.learn(step)
    const out = new Float64Array(size)
    expert.forecast(out)
    return [...out]
  })
}

/** A wavy series with noise: `count` values around a day of `season` steps. */
export function waves(count: number, season = 24, seed = 1): number[] {
  const random = new Random(seed)
  return Array.from({ length: count }, (_, t) => 10 + 3 * Math.sin((2 * Math.PI * t) / season) + random.uniform() - 0.5)
}
