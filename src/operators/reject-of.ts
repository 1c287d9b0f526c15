import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'

/** An observation as a reject: with the text it was read from, or with its numbers where it never was text (line 0 of no file). */
export function rejectOf({ row, time, values, covariates }: Observation, reason: string): Reject {
  if (row) return { file: row.file, line: row.line, reason, raw: row.cells }
  return {
    file: '',
    line: 0,
    reason,
    raw: [time, ...Array.from(values ?? []), ...Array.from(covariates ?? [])].map(String),
  }
}
