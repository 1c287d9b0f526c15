import type { Reject } from '../series/reject.ts'

/** A row that was not used, as a line of NDJSON. */
export const rejectLine = (reject: Reject): string => `${JSON.stringify(reject)}\n`
