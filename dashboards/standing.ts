import type { Status } from '../src/server/wire.ts'
import type { Link, Refusal } from './connection.ts'

/** The status in one word with its own style, and in a sentence. */
export interface Standing {
  readonly name:
    | 'empty'
    | 'connecting'
    | 'live'
    | 'paused'
    | 'lagging'
    | 'reconnecting'
    | 'replay'
    | 'ended'
    | 'interrupted'
    | 'failed'
    | 'report'
  readonly word: string
  readonly sentence: string
  /** The action offered. */
  readonly tryNow?: () => void
}

const refusals: Record<Refusal, string> = {
  token:
    'Another run answers here and asks for its own token: open the address printed by the new run. What was seen stays.',
  full: '64 pages are open already: close another. What was seen stays; the rest comes when there is room.',
  silence: 'The server does not answer. What was seen stays; the rest comes when it is back.',
}

/**
 * The most important status first: a lost connection before the last state of the run, unless the run has ended; a
 * failure before success. `last` is the time of the last observation in the format of the axes; empty if there is none.
 */
export function standing(
  link: Link | null,
  status: Status | null,
  view: { readonly follow: boolean; readonly speed: number; readonly head: number | null },
  skipped: number,
  last = '',
): Standing {
  const over = status !== null && status.state !== 'waiting' && status.state !== 'live'
  if (link?.name === 'reconnecting' && !over) {
    return {
      name: 'reconnecting',
      word: `reconnecting in ${link.seconds} s`,
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
      sentence: 'Forecasts as they stood at the chosen now.',
    }
  }
  if (status.state === 'ended') {
    return { name: link ? 'ended' : 'report', word: link ? 'ended' : 'finished run', sentence: account(status) }
  }
  if (status.state === 'interrupted') {
    const sentence = `interrupted${last && ` at ${last}`}. ${account(status)}`
    return { name: 'interrupted', word: 'interrupted', sentence }
  }
  if (!view.follow) return { name: 'paused', word: 'paused', sentence: 'The view stands still; the run goes on.' }
  if (link?.name === 'lagging') {
    return {
      name: 'lagging',
      word: `${link.seconds} s behind`,
      sentence: 'The run is faster than this page or its line.',
    }
  }
  const missed = skipped > 0 ? ` ${skipped.toLocaleString('en-US')} rows were skipped to keep up.` : ''
  return { name: 'live', word: 'live', sentence: `${progress(status)}${missed}` }
}

const count = (rows: number) => rows.toLocaleString('en-US')

function progress({ fraction, observations }: Status): string {
  const share = fraction === null ? '' : ` · ${Math.floor(fraction * 100)} % of the input`
  return `${count(observations)} observations${share}`
}

/** rows = accepted + imputed + rejected + skipped, as a sentence. */
export function account({ rows, observations }: Status): string {
  if (!rows) return `${count(observations)} observations`
  const parts = [
    `${count(rows.accepted)} accepted`,
    `${count(rows.imputed)} imputed`,
    `${count(rows.rejected)} rejected`,
    `${count(rows.skipped)} skipped`,
  ].join(' + ')
  const besides = [
    ...(rows.filled > 0 ? [`${count(rows.filled)} times without a row filled`] : []),
    ...(rows.restarts > 0 ? [`${count(rows.restarts)} gap${rows.restarts === 1 ? '' : 's'} too long to fill`] : []),
  ]
  return [`${count(rows.rows)} rows = ${parts}`, ...besides].join('; ')
}
