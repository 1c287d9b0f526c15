import { DataError } from '../errors.ts'
import type { StateRecord } from './engine.ts'

/** How far a partition has come, as each commit notes it in the changelog. */
export interface Progress {
  /** Offset of the first record of the input whose outputs readers do not have. */
  readonly position: number
  /** What the record before the position is recognized by, see `recordMark`; 0 if there was none. */
  readonly mark: number
}

/** Key of its record. No key of a store has a single `#` before another letter than u. */
export const progressKey = '#progress'

export const progressRecord = ({ position, mark }: Progress): StateRecord => ({
  key: progressKey,
  value: new TextEncoder().encode(`${position} ${mark}`),
})

/** What a record says; undefined if it is another one. */
export function parseProgress({ key, value }: StateRecord): Progress | undefined {
  if (key !== progressKey || !value) return undefined
  const text = new TextDecoder().decode(value)
  // Earlier versions wrote two numbers of outputs before them.
  const [, position, mark] = /^(?:\d+ \d+ )?(\d+) (\d+)$/.exec(text) ?? []
  if (position === undefined)
    throw new DataError(
      `changelog: expected the progress of its partition, got ${JSON.stringify(text.slice(0, 80))}; let only rxcast write to the topic, and begin with a new one`,
    )
  return { position: Number(position), mark: Number(mark) }
}
