import { Ledger } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { NumberStyle } from './decode-number.ts'
import { type Format, Reader } from './reader.ts'
import type { Columns } from './row-decoder.ts'
import type { Source, SourcePlace } from './source.ts'

/** What every source that reads text has been told. */
export interface FileOptions {
  readonly path: string
  readonly time: string
  readonly target: readonly string[]
  readonly covariates: readonly string[]
  readonly clock: Columns['clock']
  readonly zone: string
  readonly missing: readonly string[]
  readonly encoding: string
}

/** A source that reads a file or standard input in the format that `begin` makes, anew for each reading. */
export function fileSource(
  options: FileOptions,
  { resolve, strict }: SourcePlace,
  begin: (name: string, columns: Columns) => Format,
  style: NumberStyle = { decimal: '.', thousands: '' },
): Source {
  const { path: name, target: targets, covariates, time, clock, zone, missing, encoding } = options
  const path = name === '-' ? name : resolve(name)
  const columns: Columns = { time, targets, covariates, clock, zone, missing, ...style }
  const open = (ledger: Ledger, signal: AbortSignal, rejectsStop: boolean, most?: number) =>
    new Reader({ path, name, encoding, strict: rejectsStop, most }, begin(name, columns), ledger, signal)

  return {
    path: name,
    targets,
    covariates,
    open: (ledger, signal, most) => open(ledger, signal, strict, most),
    async peek(rows) {
      if (name === '-') return undefined
      const stop = new AbortController()
      const reading = open(new Ledger(), stop.signal, false)
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
