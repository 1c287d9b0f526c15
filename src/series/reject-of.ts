import type { Observation } from './observation.ts'
import type { Reject } from './reject.ts'

/** An observation as a reject: with the text it was read from, or else with its numbers. */
export function rejectOf({ key, row, time, values, covariates }: Observation, reason: string): Reject {
  const series = key ? { key } : {}
  if (row) return { place: row.place, ...series, reason, raw: row.raw }
  return {
    ...series,
    reason,
    raw: [time, ...Array.from(values ?? []), ...Array.from(covariates ?? [])].map(String),
  }
}
