import { crc32c } from '../state/crc32c.ts'
import type { InputRecord } from './engine.ts'

/**
 * A number by which a record is recognized: if the input is made again, another record has its offset.
 *
 * @returns a whole number from 1 to 2^32 − 1
 */
export function recordMark({ key, time, value }: Pick<InputRecord, 'key' | 'time' | 'value'>): number {
  const head = crc32c(new TextEncoder().encode(`${time} ${key?.length} ${value?.length} `))
  const withKey = key ? crc32c(key, head) : head
  return (value ? crc32c(value, withKey) : withKey) || 1
}
