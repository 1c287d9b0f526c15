import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Forecast } from '../series/forecast.ts'
import type { Reading, Source } from '../sources/source.ts'
import { throughOperators } from '../streams/through-operators.ts'
import { batchSize, paced } from './paced.ts'
import type { Ending, Session } from './session.ts'
import { untilStopped } from './until-stopped.ts'

/** Options of `host`. */
export interface HostOptions<R> {
  /** Rows a second. Default: as fast as possible. */
  readonly speed?: number | undefined
  /** Aborted to cancel the run. */
  readonly cancel?: AbortSignal | undefined
  /** Called with each batch read, and awaited before its rows are forecast. */
  readonly onBatch?: (() => Promise<void>) | undefined
  /** Called with each batch of forecasts, and awaited before the next batch is forecast. */
  readonly write?: ((batch: readonly R[]) => Promise<void>) | undefined
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
  { speed = Number.POSITIVE_INFINITY, cancel, onBatch, write, onProgress }: HostOptions<R> = {},
): Promise<Ending<R>> {
  const { ledger, operator, stop } = session
  const reading = source.open(ledger, stop, batchSize(speed))
  const read = async function* () {
    for await (const batch of untilStopped(reading.batches, stop)) {
      await onBatch?.()
      if (reading.ahead) onProgress?.(reading)
      yield batch
    }
  }
  await pipeline(
    Readable.from(paced(read(), speed, stop), { highWaterMark: 1 }),
    throughOperators(operator),
    async (batches: AsyncIterable<readonly R[]>) => {
      for await (const batch of batches) {
        await write?.(batch)
        onProgress?.(reading)
      }
    },
    { signal: cancel },
  )
  onProgress?.(reading)
  return session.end(reading)
}
