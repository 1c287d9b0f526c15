import { createHash } from 'node:crypto'
import type { Batch, Message } from './message.ts'

/** A batch that was not acknowledged. */
export type Kept<T> = Batch<T> & { readonly rows: number; onDisk: boolean }

/** Messages that were not acknowledged, in order: batches first, then messages that are in none. */
export class Pending<T> {
  /** The first one is under way. */
  readonly batches: Kept<T>[] = []
  /** By what they replace. */
  private readonly queue = new Map<string, Message<T>>()
  private readonly batchRows: number
  private allRows = 0

  /** @param batchRows rows in a batch, at most, unless one message has more */
  constructor(batchRows: number) {
    this.batchRows = batchRows
  }

  get rows(): number {
    return this.allRows
  }

  /** Number of messages. */
  get size(): number {
    return this.batches.reduce((sum, { messages }) => sum + messages.length, this.queue.size)
  }

  add(message: Message<T>): void {
    const place = message.replaces ?? message.id
    this.allRows += message.rows - (this.queue.get(place)?.rows ?? 0)
    this.queue.delete(place)
    this.queue.set(place, message)
  }

  /** The batch to be delivered next. */
  first(): Kept<T> | undefined {
    return this.batches[0] ?? this.form()
  }

  /** Makes a batch of the oldest messages that are in none; undefined if there are none. */
  form(): Kept<T> | undefined {
    const messages: Message<T>[] = []
    let rows = 0
    for (const [place, message] of this.queue) {
      if (messages.length > 0 && rows + message.rows > this.batchRows) break
      rows += message.rows
      messages.push(message)
      this.queue.delete(place)
    }
    if (messages.length === 0) return undefined
    this.allRows -= rows
    return this.keep({ key: keyOf(messages), messages }, false)
  }

  keep({ key, messages }: Batch<T>, onDisk: boolean): Kept<T> {
    const batch = { key, messages, rows: messages.reduce((sum, { rows }) => sum + rows, 0), onDisk }
    this.allRows += batch.rows
    this.batches.push(batch)
    return batch
  }

  /** Removes the first batch. */
  settle(): void {
    this.allRows -= this.batches.shift()?.rows ?? 0
  }

  /** Removes the oldest batch that is not under way, else the oldest message; undefined if there is none. */
  dropOldest(): { readonly count: number; readonly key?: string | undefined } | undefined {
    const [batch] = this.batches.splice(1, 1)
    if (batch) {
      this.allRows -= batch.rows
      return { count: batch.messages.length, key: batch.onDisk ? batch.key : undefined }
    }
    const [oldest] = this.queue
    if (!oldest) return undefined
    this.queue.delete(oldest[0])
    this.allRows -= oldest[1].rows
    return { count: 1 }
  }
}

const keyOf = (messages: readonly Message<unknown>[]): string =>
  createHash('sha256')
    .update(messages.map(({ id }) => id).join('\n'))
    .digest('hex')
    .slice(0, 32)
