import type { Forecast } from '../series/forecast.ts'
import type { Reading, Source } from '../sources/source.ts'
import { throughOperators } from '../streams/through-operators.ts'
import type { Ending } from './ending.ts'
import { batchSize, paced } from './paced.ts'
import type { Session } from './session.ts'
import { untilStopped } from './until-stopped.ts'

/** Options of `host`. */
export interface HostOptions<R> {
  /** Rows a second. Default: as fast as possible. */
  readonly speed?: number | undefined
  /** Aborted to cancel the run. */
  readonly cancel?: AbortSignal | undefined
  /** Whether a run that was cancelled fails only when nothing of it goes on. Default: at once. */
  readonly settles?: boolean | undefined
  /** Called with each batch read, and awaited before its rows are forecast. */
  readonly onBatch?: (() => Promise<void>) | undefined
  /** Called with each batch of forecasts, and awaited before the next batch is forecast. */
  readonly write?: ((batch: readonly R[]) => Promise<void>) | undefined
  /** The position to go on from, as saved; from the first row by default. */
  readonly from?: Uint8Array | undefined
  /**
   * Called when everything read so far was forecast and written, and awaited before more rows are forecast; also while
   * no rows come. The source may count more rows meanwhile, but none of them is forecast.
   *
   * @param last whether only rows are left that may still change, or none
   * @param atRest whether all rows that the source has counted were forecast
   */
  readonly between?: ((reading: Reading, last: boolean, atRest: () => boolean) => Promise<void>) | undefined
  /** Called after each batch and at the end. */
  readonly onProgress?: ((reading: Reading) => void) | undefined
}

/**
 * Hosts a session in Node: reads the source batch by batch, with backpressure from `write` to the source, until the
 * input ends or the session stops.
 *
 * @throws DataError, ConfigError, or the reason that `cancel` was aborted with
 */
export async function host<R extends Forecast>(
  session: Session<R>,
  source: Source,
  {
    speed = Number.POSITIVE_INFINITY,
    cancel,
    settles = false,
    from,
    between,
    onBatch,
    write,
    onProgress,
  }: HostOptions<R> = {},
): Promise<Ending<R>> {
  const { ledger, operator } = session
  const stop = cancel ? AbortSignal.any([session.stop, cancel]) : session.stop
  const size = batchSize(speed, session.flow !== undefined)
  const reading = source.open(ledger, stop, size, from)
  let waiting = true
  let paused: Promise<void> | undefined
  const idle = setInterval(() => {
    if (waiting) paused ??= between?.(reading, false, () => waiting).finally(() => (paused = undefined))
  }, idleMs).unref()
  const read = async function* () {
    let last = false
    for await (const batch of untilStopped(reading.batches, stop)) {
      waiting = false
      await paused
      await onBatch?.()
      if (reading.ahead) onProgress?.(reading)
      yield batch
      if (last) continue
      last = reading.settled ?? false
      await between?.(reading, last, always)
      waiting = !last
    }
    waiting = false
    await paused
    // The end of a run that was cancelled is not that of the input.
    cancel?.throwIfAborted()
    if (!last) await between?.(reading, true, always)
    cancel?.throwIfAborted()
  }
  const run = async () => {
    const rows = paced(read(), speed, stop, size)
    for await (const batch of session.flow ? session.throughSeries(rows) : throughOperators(operator)(rows)) {
      if (cancel?.aborted) break
      await write?.(batch)
      onProgress?.(reading)
    }
  }
  try {
    await (settles ? run() : untilCancelled(run(), cancel))
    cancel?.throwIfAborted()
  } finally {
    clearInterval(idle)
  }
  onProgress?.(reading)
  return session.end(reading)
}

const always = () => true

/** Milliseconds between two calls of `between` while no rows come. */
const idleMs = 1000

/** Waits for a run, or fails as soon as it is cancelled, even while it waits for input or for a sink. */
async function untilCancelled(run: Promise<void>, cancel: AbortSignal | undefined): Promise<void> {
  if (!cancel) return run
  const listening = new AbortController()
  const cancelled = new Promise<never>((_, reject) => {
    const fail = () => reject(cancel.reason)
    if (cancel.aborted) fail()
    else cancel.addEventListener('abort', fail, { signal: listening.signal })
  })
  try {
    await Promise.race([run, cancelled])
  } finally {
    listening.abort()
  }
}
