import type { Onlooker } from '../run/onlooker.ts'
import type { SeriesEvent } from '../series/event.ts'
import type { Ledger } from '../series/ledger.ts'
import { describeReject } from '../series/reject.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { JsonLog } from './json-log.ts'
import { rejectKind } from './reject-kind.ts'

const firstPauseMs = 1000
const longestPauseMs = 60_000

/** The names of what a pipeline forecasts. */
export interface LoggedNames {
  /** Of the series of an observation. */
  readonly series: readonly string[]
  /** Of the columns of a key. */
  readonly by?: readonly string[] | undefined
}

/**
 * Logs what happens during a run: `reject`, the first at once, then at growing intervals up to a minute, with the number
 * of those in between; `checkpoint` and `checkpoint_failed`; and each event of a series, by its kind.
 *
 * @param clock in milliseconds
 */
export function logged(log: JsonLog, clock: () => number, { by, series }: LoggedNames): Partial<Onlooker> {
  const reject = rejectsLogged(log, clock)
  const happened = ({ channel, clock, key, kind, of, rarity, reason, since, time }: SeriesEvent) => {
    const iso = (at: number | undefined) => (at === undefined ? undefined : formatTimestamp(at))
    const named = by && key && Object.fromEntries(by.map((column, i) => [column, key[i]]))
    const name = channel === undefined ? undefined : series[channel]
    const fields = { key: named, series: name, at: iso(time), of, since: iso(since), rarity, clock, reason }
    if (kind === 'recovered') log.info(kind, fields)
    else log.warn(kind, fields)
  }
  return {
    write: (batch) => {
      for (const { events = [] } of batch) events.forEach(happened)
    },
    happened,
    begin: (ledger) => {
      if (ledger.rows > 0) log.info('restored', { rows: ledger.counts })
      reject(ledger)
    },
    checkpointed: (taken) => {
      if (taken instanceof Error) log.error('checkpoint_failed', { message: taken.message })
      else log.info('checkpoint', { ...taken })
    },
  }
}

/**
 * Logs the rejects of the ledgers that the returned function is called with: the first at once, then at growing
 * intervals.
 *
 * @param clock in milliseconds
 */
export function rejectsLogged(log: JsonLog, clock: () => number): (ledger: Ledger) => void {
  let next = Number.NEGATIVE_INFINITY
  let pause = firstPauseMs
  let unlogged = 0
  return (ledger) => {
    ledger.listen((reject) => {
      const now = clock()
      if (now < next) {
        unlogged++
        return
      }
      // After a long time without rejects the pauses begin short again.
      pause = now < next + longestPauseMs ? Math.min(2 * pause, longestPauseMs) : firstPauseMs
      next = now + pause
      const { place, column, reason } = reject
      const kind = rejectKind(reject)
      log.warn('reject', {
        kind,
        ...place,
        column,
        reason,
        message: describeReject(reject),
        rejected: ledger.rejected,
        unlogged,
      })
      unlogged = 0
    })
  }
}
