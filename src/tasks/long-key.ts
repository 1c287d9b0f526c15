import { keyText } from '../series/key-text.ts'
import type { Observation } from '../series/observation.ts'

/** Bytes of the key of a series, at most: a forecast has it twice, once as JSON, and brokers take 1 MB by default. */
const mostBytes = 65_536

/** Why forecasts of a row could not be sent: the key of its series is too long. Undefined if it is not. */
export function longKey({ key }: Pick<Observation, 'key'>): string | undefined {
  const bytes = Buffer.byteLength(keyText(key))
  return bytes <= mostBytes ? undefined : `expected a key of at most ${mostBytes} bytes, got ${bytes}; shorten it`
}
