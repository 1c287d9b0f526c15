import { murmur2 } from './murmur2.ts'

const encoder = new TextEncoder()

/**
 * The shard of a series, as Kafka's clients choose the partition of a key.
 *
 * @param text of its key, see `keyText`
 * @param shards their number
 * @returns from 0 to `shards` − 1
 */
export const shardOf = (text: string, shards: number): number => (murmur2(encoder.encode(text)) & 0x7fffffff) % shards
