import * as z from 'zod/mini'
import type { Delays } from '../live/backoff.ts'
import type { SinkPlace } from '../sinks/sink.ts'
import { withDefault } from '../words/option.ts'
import { spanMs, spanText } from '../words/span-text.ts'

/** Options of a `Delivery`. */
export interface DeliveryOptions {
  /** What happens while the service cannot be reached, or is slower than the run. */
  readonly down: 'wait' | 'drop' | 'stop'
  readonly retry: Delays
  /** Milliseconds that a delivery may take. */
  readonly timeoutMs: number
  /** Rows in a batch, at most, unless one message has more. */
  readonly batchRows: number
  /** Rows that wait in memory, at most, unless one message has more. */
  readonly mostRows: number
  /** Tries after which `down: stop` ends the run. */
  readonly tries: number
  /** Milliseconds for which the end of a run waits for a service that cannot be reached. */
  readonly closeMs: number
}

/** Where a delivery is. */
export interface DeliveryPlace {
  /** Folder for the outbox; absent if the run has no checkpoint. */
  readonly state?: string | undefined
  readonly fresh?: boolean | undefined
  readonly located?: SinkPlace['located']
  /** Aborted when the run is to end: nothing is then waited for that may never come. */
  readonly stop?: AbortSignal | undefined
  readonly warn?: ((notice: string) => void) | undefined
}

/** Rows that wait in memory, at most: 20 to 50 MB. */
export const mostRows = 50_000

/** With delays of half a second and more, the fifth try is about eight seconds after the first. */
const tries = 5

/** The options of every sink that delivers to a service. */
export const deliveryShape = {
  down: withDefault(
    z.enum(['wait', 'drop', 'stop']),
    'wait',
    `While the service is slow or away: wait slows the source once ${mostRows} rows wait; drop leaves out the oldest then, and counts them; stop ends the run after ${tries} tries.`,
  ),
  retry: z
    ._default(
      z.strictObject({
        from: withDefault(spanText, '500ms', 'Delay before the second try.'),
        to: withDefault(spanText, '1min', 'The longest delay; each is about twice the one before.'),
      }),
      { from: '500ms', to: '1min' },
    )
    .check(z.describe('Delays between tries.')),
  timeout: withDefault(spanText, '30s', 'How long a delivery may take before it is tried again.'),
}

/** Those options in milliseconds, with the limits that cannot be changed. */
export const deliveryOptionsOf = (
  { down, retry, timeout }: z.output<z.ZodMiniObject<typeof deliveryShape>>,
  batchRows: number,
): DeliveryOptions => ({
  down,
  retry: { from: spanMs(retry.from)!, to: spanMs(retry.to)! },
  timeoutMs: spanMs(timeout)!,
  batchRows,
  mostRows,
  tries,
  closeMs: 10_000,
})
