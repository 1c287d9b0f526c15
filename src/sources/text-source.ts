import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { NumberStyle } from './decode-number.ts'
import type { TextInput } from './decoded-text.ts'
import { type Format, Reader } from './reader.ts'
import type { Columns } from './row-decoder.ts'
import type { Source } from './source.ts'

/** The checked options that all sources of text have. */
export interface TextOptions {
  readonly path: string
  readonly time: string
  readonly target: readonly string[]
  readonly covariates: readonly string[]
  readonly clock: Columns['clock']
  readonly timeFormat?: string | undefined
  readonly zone?: string | undefined
  readonly missing: readonly string[]
}

/** The text of a source, and settings of the run. */
export interface TextPlace {
  /** Opens the text, once for each reading. */
  readonly open: (signal: AbortSignal) => TextInput
  /** Whether to end at the first row that cannot be used. */
  readonly strict: boolean
  /** See `ReaderOptions`. */
  readonly zoneHint?: string | undefined
}

/** A source of text in the format that `begin` makes for each reading. Browser-safe. */
export function textSource(
  options: TextOptions,
  { open, strict, zoneHint }: TextPlace,
  begin: (name: string, columns: Columns) => Format,
  style: NumberStyle = { decimal: '.', thousands: '' },
): Source {
  const { path: name, target: targets, covariates, time, clock, timeFormat, zone, missing } = options
  const columns: Columns = { time, targets, covariates, clock, timeFormat, zone, missing, ...style }
  const read = (ledger: Ledger, signal: AbortSignal, rejectsStop: boolean, maxBatch?: number) =>
    new Reader({ input: open(signal), strict: rejectsStop, maxBatch, zoneHint }, begin(name, columns), ledger, signal)

  return {
    name,
    targets,
    covariates,
    open: (ledger, signal, maxBatch) => read(ledger, signal, strict, maxBatch),
    async peek(rows) {
      const stop = new AbortController()
      const input = open(stop.signal)
      // Rows read from standard input or a pipe now would be missing later.
      if (!input.repeatable) return undefined
      const reading = new Reader({ input, strict: false }, begin(name, columns), new Ledger(), stop.signal)
      const first: Observation[] = []
      for await (const batch of reading.batches) {
        first.push(...batch)
        if (first.length >= rows) break
      }
      stop.abort()
      // The run reports a failure after the first rows; without any row there is nothing to run.
      if (first.length === 0 && reading.failure) throw reading.failure
      return first.slice(0, rows)
    },
  }
}
