import type { LeftOutBy } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'

/** Rows as read: observations, rejects, repeated headers, and those that an option leaves out. */
export type Rows = (Observation | Reject | 'header' | LeftOutBy)[]

export const isObservation = (row: Rows[number]): row is Observation => typeof row === 'object' && 'time' in row

export const isReject = (row: Rows[number]): row is Reject => typeof row === 'object' && 'reason' in row
