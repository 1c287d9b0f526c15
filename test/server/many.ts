import type { ScoredData } from '../../src/series/scored.ts'
import { scoredWeather } from './scored-weather.ts'

const row = scoredWeather({ rows: 40 })

/** Rows of several series at the same times: `s0`, `s1` and so on, from row `from` to `to − 1` of each. */
export function many(series: number, from: number, to: number): ScoredData[] {
  return row.slice(from, to).flatMap((scored) =>
    Array.from({ length: series }, (_, i) => ({
      ...scored,
      observation: { ...scored.observation, key: [`s${i}`] },
    })),
  )
}
