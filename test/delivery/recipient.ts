import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Delivery } from '../../src/delivery/delivery.ts'
import type { DeliveryOptions, DeliveryPlace } from '../../src/delivery/delivery-options.ts'
import type { Batch, Message, Recipient } from '../../src/delivery/message.ts'

export const options: DeliveryOptions = {
  down: 'wait',
  retry: { from: 1, to: 5 },
  timeoutMs: 20_000,
  batchRows: 4,
  mostRows: 10,
  tries: 3,
  closeMs: 20_000,
}

export const message = (id: string | number, replaces?: string): Message<string> => ({
  id: String(id),
  rows: 1,
  body: `body ${id}`,
  ...(replaces && { replaces }),
})

export const numbered = (from: number, to: number): Message<string>[] =>
  Array.from({ length: to - from + 1 }, (_, i) => message(from + i))

/** A service whose answers are decided by the test. */
export class Desk implements Recipient<string> {
  readonly name = 'desk'
  readonly idempotent: boolean
  /** Batches that were acknowledged. */
  readonly got: string[][] = []
  readonly keys: string[] = []
  /** Called with each batch before it is acknowledged. */
  answer: (batch: Batch<string>, signal: AbortSignal) => void | Promise<void> = () => {}
  closed = false

  constructor(idempotent = false) {
    this.idempotent = idempotent
  }

  get ids(): string[] {
    return this.got.flat()
  }

  async deliver(batch: Batch<string>, signal: AbortSignal): Promise<void> {
    this.keys.push(batch.key)
    await this.answer(batch, signal)
    this.got.push(batch.messages.map(({ id }) => id))
  }

  async close(): Promise<void> {
    this.closed = true
  }
}

export const away = () => {
  throw new Error('away')
}

export const folder = () => mkdtempSync(join(tmpdir(), 'rxcast-delivery-'))

export const deliveryTo = (desk: Desk, change: Partial<DeliveryOptions> = {}, place: DeliveryPlace = {}) =>
  new Delivery(desk, 'desk', { ...options, ...change }, place)

export const ids = (from: number, to: number) => numbered(from, to).map(({ id }) => id)

/** Resolves when a condition holds. */
export const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}
