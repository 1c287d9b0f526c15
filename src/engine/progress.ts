import { DataError } from '../errors.ts'
import type { StateRecord } from './engine.ts'

/** How far a partition has come, as each commit notes it in the changelog. */
export interface Progress {
  /** Outputs that readers have. */
  readonly outputs: number
  /** How many of them had been sent when the committed state was put: those after it are computed again from there. */
  readonly seen: number
  /** Offset of the first record of the input that has no outputs yet. */
  readonly position: number
  /** What the record before the position is recognized by, see `recordMark`; 0 if there was none. */
  readonly mark: number
}

/** Key of its record. No key of a store has a single `#` before another letter than u. */
export const progressKey = '#progress'

export const progressRecord = ({ outputs, seen, position, mark }: Progress): StateRecord => ({
  key: progressKey,
  value: new TextEncoder().encode(`${outputs} ${seen} ${position} ${mark}`),
})

/** What a record says; undefined if it is another one. */
export function parseProgress({ key, value }: StateRecord): Progress | undefined {
  if (key !== progressKey || !value) return undefined
  const text = new TextDecoder().decode(value)
  const [outputs = 0, seen = 0, position = 0, mark = 0] = text.split(' ').map(Number)
  if (!/^\d+( \d+){3}$/.test(text))
    throw new DataError(
      `changelog: expected the progress of its partition, got ${JSON.stringify(text.slice(0, 80))}; let only rxcast write to the topic, and begin with a new one`,
    )
  return { outputs, seen, position, mark }
}
