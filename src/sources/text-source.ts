import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import { restore } from '../state/restore.ts'
import type { TextInput } from './decoded-text.ts'
import type { JoinOptions } from './join-option.ts'
import { lastTimeOf } from './last-time.ts'
import { Position } from './position.ts'
import { type Format, Reader } from './reader.ts'
import { type ResampleOptions, resampledFacts, resamplingOf } from './resample-options.ts'
import { ResampledReading } from './resampled-reading.ts'
import { ResumedReading } from './resumed-reading.ts'
import type { Columns } from './row-decoder.ts'
import type { Reading, Source } from './source.ts'
import { WholeReading } from './whole-reading.ts'

/** The checked options that all sources of text have. */
export interface TextOptions extends Omit<Columns, 'targets' | 'until'> {
  readonly path: string
  readonly target: readonly string[]
  readonly sort?: boolean | undefined
  readonly newest?: number | undefined
  readonly until?: string | undefined
  readonly sum?: string | undefined
  readonly mean?: string | undefined
  readonly resample?: ResampleOptions | undefined
  readonly join?: JoinOptions | undefined
}

/** The text of a source, and settings of the run. */
export interface TextPlace {
  /** Opens the text, once for each reading. */
  readonly open: (signal: AbortSignal) => TextInput
  /** Whether to end at the first row that cannot be used. */
  readonly strict: boolean
  readonly onHeader?: Columns['onHeader']
  /** See `ReaderOptions`. */
  readonly zoneHint?: string | undefined
}

/** How the rows of a source are read. */
export function columnsOf(options: TextOptions): Columns {
  const { target: targets, until, zone } = options
  return { ...options, targets, until: until === undefined ? undefined : lastTimeOf(until, zone) }
}

/** A source of text in the format that `begin` makes for each reading. Browser-safe. */
export function textSource(
  options: TextOptions,
  { onHeader, open, strict, zoneHint }: TextPlace,
  begin: (name: string, columns: Columns) => Format,
): Source {
  const { path: name, by = [], known = [], offered = {}, sort = false, newest } = options
  const forecasters = Object.keys(offered)
  const columns = { ...columnsOf(options), onHeader }
  const tells = known.length > 0 || forecasters.length > 0
  const resampling = resamplingOf(options)
  const together = (options.sum ?? options.mean) !== undefined
  const whole = sort || newest !== undefined || together
  const read = (
    ledger: Ledger,
    signal: AbortSignal,
    input: TextInput,
    rejectsStop: boolean,
    maxBatch?: number,
    from?: Uint8Array,
  ): Reading => {
    const { repeatable } = input
    const live = !repeatable && !whole
    const sorted = whole && (sort || resampling !== undefined)
    const ahead = tells && !live
    const rows = (counted: Ledger, known = 0): Reader =>
      new Reader(
        { input, strict: rejectsStop, maxBatch, zoneHint, tracked: from !== undefined, known, ahead: ahead && !sorted },
        begin(name, { ...columns, live }),
        counted,
        signal,
      )
    if (whole) {
      return new WholeReading(
        { name, sort: sorted, newest, resampling, ahead, maxBatch, from: repeatable ? from : from && beginning },
        ledger,
        signal,
        rows,
      )
    }
    const inOrder = (place: Uint8Array | undefined) => {
      if (!place || place.length === 0) return rows(ledger)
      const position = new Position()
      restore(position, place)
      return new ResumedReading({ name, from: position, repeatable }, (known) => rows(ledger, known))
    }
    return resampling ? new ResampledReading({ resampling, maxBatch, from }, ledger, signal, inOrder) : inOrder(from)
  }

  return {
    name,
    ...resampledFacts(options),
    by,
    known,
    offered: forecasters,
    classes: options.classes,
    open: (ledger, signal, maxBatch, from) => read(ledger, signal, open(signal), strict, maxBatch, from),
    async peek(rows) {
      const stop = new AbortController()
      const input = open(stop.signal)
      // Rows read from standard input or a pipe now would be missing later.
      if (!input.repeatable) return undefined
      const reading = read(new Ledger(), stop.signal, input, false)
      const first: Observation[] = []
      let looked = 0
      for await (const batch of reading.batches) {
        for (const row of batch) {
          const isFirst = first.length === 0 || row.key === first[0]!.key
          if (isFirst && !row.future) first.push(row)
        }
        looked += batch.length
        if (first.length >= rows || looked >= mostPeeked) break
      }
      stop.abort()
      // The run reports a failure after the first rows; without any row there is nothing to run.
      if (first.length === 0 && reading.failure) throw reading.failure
      return first.slice(0, rows)
    },
  }
}

const beginning = new Uint8Array(0)

/** Rows to look at, at most, for enough of one series among many. */
const mostPeeked = 100_000
