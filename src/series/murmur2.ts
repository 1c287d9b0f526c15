const multiplier = 0x5bd1e995
const seed = 0x9747b28c

/**
 * The 32-bit murmur2 hash of bytes with the seed of Kafka's clients, so that a key goes to the same part here and there.
 *
 * Austin Appleby 2008, MurmurHash2; `org.apache.kafka.common.utils.Utils.murmur2`.
 *
 * @returns a whole number from −2^31 to 2^31 − 1
 * @example
 * murmur2(new TextEncoder().encode('foobar')) // -790332482
 */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes
  let hash = seed ^ length
  let at = 0
  for (; at + 4 <= length; at += 4) {
    let word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    word = Math.imul(word, multiplier)
    word ^= word >>> 24
    hash = Math.imul(hash, multiplier) ^ Math.imul(word, multiplier)
  }
  const left = length - at
  if (left >= 3) hash ^= bytes[at + 2]! << 16
  if (left >= 2) hash ^= bytes[at + 1]! << 8
  if (left >= 1) hash = Math.imul(hash ^ bytes[at]!, multiplier)
  hash ^= hash >>> 13
  hash = Math.imul(hash, multiplier)
  return hash ^ (hash >>> 15)
}
