import { flowAt } from '../../src/recording/arrivals.ts'
import type { Status } from '../../src/recording/wire.ts'
import { describeCounts } from '../../src/series/ledger.ts'
import type { Link, Refusal } from '../run/stream.ts'
import { ago } from './ago.ts'

/** The status as a word with its own look, and as a sentence. */
export interface Standing {
  readonly name:
    | 'empty'
    | 'connecting'
    | 'live'
    | 'paused'
    | 'lagging'
    | 'silent'
    | 'rejected'
    | 'unsaved'
    | 'reconnecting'
    | 'replay'
    | 'ended'
    | 'interrupted'
    | 'failed'
    | 'report'
  readonly word: string
  readonly sentence: string
  /** The word for screen readers, if `word` counts seconds. */
  readonly aloud?: string
  /** What the reader can do about it now. */
  readonly tryNow?: () => void
}

const refusals: Record<Refusal, string> = {
  token:
    'Another run answers at this address and requires its own token: open the URL that the new run printed. The rows received so far stay.',
  full: '64 pages are open already: close another. The rows received so far stay; the rest follows when there is room.',
  silence: 'The server does not answer. The rows received so far stay; the rest follows when it is back.',
}

/**
 * The status to show, the most important first: a lost connection comes before the state of the run, unless the run is
 * over; a failure comes before everything that went well.
 *
 * @param now time of the server's clock; NaN if unknown
 * @param range times of the first and the last observation as text; empty if there is none
 */
export function standing(
  link: Link | null,
  status: Status | null,
  view: { readonly follow: boolean; readonly speed: number; readonly head: number | null },
  skipped: number,
  now: number,
  range: readonly [from: string, to: string] = ['', ''],
): Standing {
  const over = status !== null && status.state !== 'waiting' && status.state !== 'live'
  if (link?.name === 'reconnecting' && !over) {
    return {
      name: 'reconnecting',
      word: `reconnecting in ${link.seconds} s`,
      aloud: 'reconnecting',
      sentence: refusals[link.why],
      tryNow: link.tryNow,
    }
  }
  if (link?.name === 'connecting')
    return { name: 'connecting', word: 'connecting', sentence: 'Waiting for the server.' }
  if (!status) return { name: 'empty', word: 'ready', sentence: 'Nothing to show yet.' }
  if (status.state === 'failed') {
    const sentence = status.problem ?? 'The run stopped.'
    return { name: 'failed', word: 'stopped', sentence: status.rows ? `${sentence}. ${account(status)}` : sentence }
  }
  const trouble = over ? undefined : troubleOf(status, now)
  if (trouble) return trouble
  if (status.state === 'waiting') {
    return {
      name: 'empty',
      word: 'waiting',
      sentence: 'No observation yet. The charts appear with the first one.',
    }
  }
  if (view.speed > 0 || view.head !== null) {
    return {
      name: 'replay',
      word: view.speed > 0 ? 'replay' : 'looking back',
      sentence: 'Forecasts as of the chosen row.',
    }
  }
  if (status.state === 'ended') {
    return { name: link ? 'ended' : 'report', word: link ? 'ended' : 'finished run', sentence: extent(status, range) }
  }
  if (status.state === 'interrupted') {
    const sentence = `interrupted${range[1] && ` at ${range[1]}`}. ${account(status)}`
    return { name: 'interrupted', word: 'interrupted', sentence }
  }
  if (!view.follow) return { name: 'paused', word: 'paused', sentence: 'The view is paused; the run continues.' }
  if (link?.name === 'lagging') {
    return {
      name: 'lagging',
      word: `${link.seconds} s behind`,
      aloud: 'lagging',
      sentence: 'The run is faster than this page or its connection.',
    }
  }
  const missed = skipped > 0 ? ` ${skipped.toLocaleString('en-US')} rows were skipped to keep up.` : ''
  return { name: 'live', word: 'live', sentence: `${progress(status)}${ages(status, now)}${missed}` }
}

/** The problem of a run that goes on: no broker, no rows, none that can be used, or a state that cannot be saved. */
function troubleOf(status: Status, now: number): Standing | undefined {
  const { arrivals, checkpoint, worker } = status
  if (worker && !worker.connected) {
    const sentence = `The worker waits until the broker can be reached. ${progress(status)}${ages(status, now)}`
    return { name: 'silent', word: 'no broker', sentence }
  }
  const flow = flowAt(arrivals, now)
  if (arrivals && flow === 'rejected') {
    const rows = arrivals.rejectedInRow === 1 ? 'The last row' : `The last ${count(arrivals.rejectedInRow)} rows`
    const used =
      arrivals.lastUsed === null
        ? 'No row could be used yet.'
        : `The last good row came ${ago(now - arrivals.lastUsed)} ago.`
    const sentence = `${rows} could not be used: ${arrivals.reason}. ${used}`
    return { name: 'rejected', word: 'rows rejected', sentence }
  }
  if (arrivals && flow === 'stopped') {
    const age = now - arrivals.lastRow
    const sentence = `The last row came ${ago(age)} ago; before, rows came more often. ${progress(status)}`
    return { name: 'silent', word: `no row for ${ago(age)}`, aloud: 'rows have stopped', sentence }
  }
  if (checkpoint?.problem) {
    const kept = checkpoint.at === null ? '' : ` The last one is ${ago(now - checkpoint.at)} old.`
    return { name: 'unsaved', word: 'checkpoint failed', sentence: `${checkpoint.problem}.${kept}` }
  }
  return undefined
}

/** The ages of the last row and of the last checkpoint. */
function ages({ arrivals, checkpoint }: Status, now: number): string {
  if (Number.isNaN(now)) return ''
  const row = arrivals ? ` · last row ${ago(now - arrivals.lastRow)} ago` : ''
  return `${row}${checkpoint?.at ? ` · last checkpoint ${ago(now - checkpoint.at)} ago` : ''}`
}

const count = (rows: number) => rows.toLocaleString('en-US')

function progress({ fraction, observations }: Status): string {
  const share = fraction === null ? '' : ` · ${Math.floor(fraction * 100)} % of the input`
  return `${count(observations)} observations${share}`
}

/** How many observations there are, and of which time; rows that could not be used are not passed over. */
function extent({ observations, rows }: Status, [from, to]: readonly [string, string]): string {
  const when = from && from !== to ? `, ${from} to ${to}` : to && `, up to ${to}`
  const lost = rows && rows.rejected > 0 ? ` · ${count(rows.rejected)} rejected` : ''
  return `${count(observations)} row${observations === 1 ? '' : 's'}${when}${lost}`
}

/** The account of the rows in words; only their number while they have not been counted. */
export const account = ({ rows, observations }: Status): string =>
  rows ? describeCounts(rows) : `${count(observations)} observations`
