import type { InputRecord } from '../engine/engine.ts'
import { keyField } from '../records/record-text.ts'
import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'
import { shardOf } from '../series/shard-of.ts'

/**
 * Finds rows whose series belongs to another partition: that would forecast it too, from the other rows. A partition has
 * the series whose keys Kafka's default partitioner gives it, and those that its records have as keys.
 *
 * @returns why a row is not in its partition; undefined if it is
 */
export function misplaced(partition: number, partitions: number) {
  // The keys of a partition come again and again.
  const belonging = new Set<string>()
  return ({ key }: Pick<Observation, 'key'>, record: Pick<InputRecord, 'key'>): string | undefined => {
    const text = keyText(key)
    if (belonging.has(text)) return undefined
    const own = record.key && Buffer.from(record.key).toString()
    if (shardOf(text, partitions) === partition) belonging.add(text)
    // A series that the field `key` names can have a key that is not text.
    else if (own !== text && (record.key && keyField(record.key)) !== text) {
      const got = own === undefined ? 'none' : shown(own.slice(0, 80))
      return `expected the key ${shown(text)} of its series, got ${got}; give records that key, or set worker.keys: other if another one keeps the rows of each series in one partition`
    }
    return undefined
  }
}

/** A key in a message. One of several parts has brackets and quotes already. */
const shown = (key: string) => (/^\["/.test(key) ? key : JSON.stringify(key))
