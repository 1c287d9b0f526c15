import type { Ledger } from '../series/ledger.ts'
import { joinedSource } from '../sources/joined-source.ts'
import { resamplingOf } from '../sources/resample-options.ts'
import { ResampledReading } from '../sources/resampled-reading.ts'
import type { Source, SourcePlace } from '../sources/source.ts'
import { restore } from '../state/restore.ts'
import { spanMs } from '../words/span-text.ts'
import type { Feed } from './feed.ts'
import { type LiveOptions, liveFacts } from './live-columns.ts'
import { LivePosition } from './live-position.ts'
import { LiveReading } from './live-reading.ts'
import type { Unwrapped } from './message-part.ts'
import { MessageRows } from './message-rows.ts'
import { TickingFeed } from './ticking-feed.ts'

/** A source whose rows arrive in messages, if they are not put together. */
export interface LiveSource extends Source {
  open(ledger: Ledger, signal: AbortSignal, maxBatch?: number, from?: Uint8Array): LiveReading
}

/**
 * A source of the messages of a feed. The feed is connected while the source is read, and again whenever the connection
 * was lost.
 *
 * @param unwrap takes off what the feed has put around the texts of a message
 * @example
 * const feed = { name: 'clock', run: async (link) => link.message(`{"time": 0, "value": 1}`) }
 * liveSource(options, place, feed)
 */
export function liveSource(
  options: LiveOptions,
  place: SourcePlace,
  feed: Feed,
  unwrap?: (message: string) => readonly Unwrapped[],
): Source {
  const { fresh, hide = (text: string) => text, linked, onHeader, say, state, strict, tell } = place
  const { targets, classes, covariates, by, known, offered, cadence } = liveFacts(options)
  const name = hide(feed.name)
  const resampling = resamplingOf(options)
  const idle = options.idle === undefined ? undefined : spanMs(options.idle)
  const reconnect = { from: spanMs(options.reconnect.from)!, to: spanMs(options.reconnect.to)! }
  const source: Source = {
    name,
    targets,
    covariates,
    by: by ?? [],
    known: known ?? [],
    offered: offered ?? [],
    classes,
    ...(cadence !== undefined && { cadence }),
    peek: async () => undefined,
    open(ledger, signal, maxBatch, from) {
      const begin = (source: Feed, from: Uint8Array | undefined) => {
        const rows = new MessageRows(name, options, unwrap, onHeader)
        const position = from && new LivePosition(rows)
        if (from && from.length > 0) restore(position!, from)
        const connection = { feed: source, reconnect, idle, tell, say, linked }
        const kept = { from: position, folder: position && state, fresh }
        return new LiveReading({ ...connection, ...kept, rows, strict, maxBatch }, ledger, signal)
      }
      if (!resampling) return begin(feed, from)
      return new ResampledReading({ resampling, maxBatch, from }, ledger, signal, (start, resampler) => {
        const ticks = new TickingFeed(feed, { due: () => resampler.due, tick: (at) => reading.tick(at) })
        const reading = begin(ticks, start)
        return reading
      })
    },
  }
  return joinedSource(source, options, place, true)
}
