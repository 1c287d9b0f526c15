import { readFile } from 'node:fs/promises'
import { crc32c } from '../state/crc32c.ts'
import type { Batch } from './message.ts'

/** A line of an outbox: whose it is, a batch, or the key of one that was acknowledged. */
export interface Line<T> {
  readonly sink?: string
  readonly batch?: Batch<T>
  readonly done?: string
}

/** What the files of an outbox hold. */
export interface LeftBatches<T> {
  /** Id of the sink; undefined if no line says so. */
  readonly sink?: string | undefined
  /** Batches that were not acknowledged, in order. */
  readonly batches: readonly Batch<T>[]
  /** The ids of all messages that were taken over, acknowledged or not: if they come again, they are not new. */
  readonly ids: ReadonlySet<string>
}

/** A line as JSON after its checksum. */
export function lineText<T>(line: Line<T>): string {
  const json = JSON.stringify(line)
  return `${checksum(json)} ${json}\n`
}

/** Reads the files of an outbox, in their order. */
export async function leftIn<T>(paths: readonly string[]): Promise<LeftBatches<T>> {
  const batches = new Map<string, Batch<T>>()
  const ids = new Set<string>()
  let sink: string | undefined
  for (const path of paths) {
    for (const line of linesOf<T>(await readFile(path, 'utf8'))) {
      const { batch, done } = line
      sink = line.sink ?? sink
      if (done !== undefined) batches.delete(done)
      if (!batch) continue
      for (const { id } of batch.messages) ids.add(id)
      batches.set(batch.key, batch)
    }
  }
  return { sink, batches: [...batches.values()], ids }
}

/** Number of messages in batches. */
export const messagesIn = (batches: readonly Batch<unknown>[]): number =>
  batches.reduce((sum, { messages }) => sum + messages.length, 0)

/** A number of messages in words. */
export const messageCount = (messages: number): string => `${messages} ${messages === 1 ? 'message' : 'messages'}`

const checksum = (text: string) => crc32c(new TextEncoder().encode(text)).toString(16).padStart(8, '0')

/** The whole lines. */
function* linesOf<T>(text: string): Generator<Line<T>> {
  for (const line of text.split('\n')) {
    const json = line.slice(9)
    if (line !== '' && checksum(json) === line.slice(0, 8)) yield JSON.parse(json)
  }
}
