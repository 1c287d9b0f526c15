import type { ScoredData } from '../../src/series/scored.ts'

const day = 86_400_000

/** A scored forecast of one or more channels for two leads, with one interval. */
export function scoredOf(origin: number, values: readonly number[] = [1.5, Number.NaN]): ScoredData {
  const numbers = Float64Array.from(values)
  const channels = values.length / 2
  return {
    origin: origin * day,
    observation: { time: origin * day, values: Array.from({ length: channels }, (_, c) => c + 0.1), covariates: [] },
    leads: [1, 2],
    times: [(origin + 1) * day, (origin + 2) * day],
    values: numbers,
    levels: [0.975],
    lower: [numbers.map((x) => x - 1)],
    upper: [numbers.map((x) => x + 1)],
    due: numbers.map(() => Number.NaN),
    residuals: numbers.map(() => Number.NaN),
    scores: { channels, leads: [1, 2], levels: [0.975] } as unknown as ScoredData['scores'],
  }
}
