import type { Reject } from '../series/reject.ts'

/** The kinds of rejects by their reasons, the more particular ones first. A kind never contains text of the data. */
const kinds = [
  ['late', /^expected a time after /],
  ['future', /maxFuture|which the rows after it do not confirm/],
  ['off_grid', /^expected a step of /],
  ['key', /which series the row belongs to/],
  ['encoding', /^expected (UTF-8|text, got a NUL)/],
  ['too_long', /^expected (a |an |at most ).*\b(characters|levels|bytes)\b/],
  ['format', /^expected (the quote|the array|a JSON|one JSON|\d+ cells|a record|a line|an element)/],
  ['number', /^expected (a |an? \w+ )?(finite )?(number|integer|value)/],
  [
    'time',
    /^expected (a |an )?(\w+ )*(time|date|clock|year|month|day|hour|period|timestamp|duration)\b|does not exist/,
  ],
] as const

/** The kind of a reject: one of a few words, whatever the data is. */
export type RejectKind = (typeof kinds)[number][0] | 'other'

/** All kinds, for counters that begin at 0. */
export const rejectKinds: readonly RejectKind[] = [...kinds.map(([kind]) => kind), 'other']

/** The kind of a reject. */
export function rejectKind({ reason }: Pick<Reject, 'reason'>): RejectKind {
  return kinds.find(([, pattern]) => pattern.test(reason))?.[0] ?? 'other'
}
