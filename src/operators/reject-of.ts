import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'

/** An observation as a reject: with the text it was read from, or else with its numbers. */
export function rejectOf({ row, time, values, covariates }: Observation, reason: string): Reject {
  if (row) return { place: row.place, reason, raw: row.raw }
  return {
    reason,
    raw: [time, ...Array.from(values ?? []), ...Array.from(covariates ?? [])].map(String),
  }
}
