import type { DataError } from '../errors.ts'
import type { SeriesSummary, Summary } from '../operators/stateful.ts'
import type { Forecast } from '../series/forecast.ts'
import type { KnownWorth } from '../series/known-worth.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { KeyedScores, Scores } from '../series/scored.ts'
import { isTotalKey } from '../series/total-key.ts'

/** How a session ended. */
export interface Ending<R> {
  readonly rows: RowCounts
  /** The last forecast; undefined if there was none since the beginning or the restore. */
  readonly last: R | undefined
  /** The last forecast of each series, in the order of their first ones. */
  readonly next: readonly R[]
  /** The running scores, over all series without their total; undefined if nothing was scored. */
  readonly scores: Scores | undefined
  /** The scores of each series, in the order of their first rows; empty if rows have no key. */
  readonly keyed: readonly KeyedScores[]
  /** The scores of the total of all series; undefined if it was not forecast. */
  readonly total: KeyedScores | undefined
  /** What the columns known ahead were worth, over all series without their total; empty if there are none. */
  readonly worth: readonly KnownWorth[]
  /** The choices that were made, with reasons, and the weights of the experts at the end, one line each. */
  readonly notes: readonly string[]
  /** What may not be as intended, such as many rows lost. */
  readonly warnings: readonly string[]
  /** Why the session ended early or without a forecast. */
  readonly failure: DataError | undefined
  /** True if the host stopped it before the input ended. */
  readonly stopped: boolean
}

/** The scores of each series, and apart from them those of their total. */
export function withoutTotal(
  series: readonly SeriesSummary[],
  hasTotal: boolean,
): Pick<Ending<never>, 'keyed' | 'total'> {
  const all = series.map(({ key, scores }) => ({ key, scores }))
  const isTotal = ({ key }: KeyedScores) => hasTotal && isTotalKey(key)
  return { keyed: all.filter((one) => !isTotal(one)), total: all.find(isTotal) }
}

/** The warnings of the first series that has any, and the number of others that have. */
export function warningsOf(series: readonly SeriesSummary[]): string[] {
  const warned = series.filter(({ warnings = [] }) => warnings.length > 0)
  const [first, ...others] = warned
  if (!first) return []
  const more = others.length === 0 ? '' : ` (and ${others.length} other series)`
  return first.warnings!.map((warning) => `${first.key.join(', ')}${more}: ${warning}`)
}

/** The summary of operators that give none themselves, such as those of plain RxJS. */
export function summaryOf(last: (Forecast & { readonly scores?: Scores }) | undefined): Summary {
  const { inside, leads = [], outcomes, scores } = last ?? {}
  return { scores, forecaster: inside && { inside, leads, outcomes } }
}
