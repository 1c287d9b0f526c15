import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { NumberStyle } from './decode-number.ts'
import type { TextInput } from './decoded-text.ts'
import { type Format, Reader } from './reader.ts'
import type { Columns } from './row-decoder.ts'
import type { Source } from './source.ts'

/** What every source that reads text has been told. */
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

/**
 * A source of the text that `open` opens, in the format that `begin` makes: both anew for each reading. With `strict` the first row that cannot be
 * used ends it. Browser-safe.
 */
export function textSource(
  options: TextOptions,
  strict: boolean,
  open: (signal: AbortSignal) => TextInput,
  begin: (name: string, columns: Columns) => Format,
  style: NumberStyle = { decimal: '.', thousands: '' },
): Source {
  const { path: name, target: targets, covariates, time, clock, timeFormat, zone, missing } = options
  const columns: Columns = { time, targets, covariates, clock, timeFormat, zone, missing, ...style }
  const read = (ledger: Ledger, signal: AbortSignal, rejectsStop: boolean, most?: number) =>
    new Reader({ input: open(signal), strict: rejectsStop, most }, begin(name, columns), ledger, signal)

  return {
    path: name,
    targets,
    covariates,
    open: (ledger, signal, most) => read(ledger, signal, strict, most),
    async peek(rows) {
      const stop = new AbortController()
      const reading = read(new Ledger(), stop.signal, false)
      // Its length is not known: what is read of it now would be missing later.
      if (reading.bytesTotal === undefined) return undefined
      const first: Observation[] = []
      for await (const batch of reading.batches) {
        first.push(...batch)
        if (first.length >= rows) break
      }
      stop.abort()
      // A failure further on is the run's to report; without a single row there is nothing to run.
      if (first.length === 0 && reading.failure) throw reading.failure
      return first.slice(0, rows)
    },
  }
}
