import { isUtf8 } from 'node:buffer'
import type { Unwrapped } from '../live/message-part.ts'
import { partsOfKey } from '../series/key-text.ts'
import type { Reject } from '../series/reject.ts'
import type { ValueDecoder, ValueText } from './value-text.ts'

/** A record of a topic. */
export interface TopicRecord {
  readonly partition: number
  readonly offset: number
  /** Milliseconds since 1970, as the producer or the broker has written it; negative if it has none. */
  readonly time: number
  readonly key: Uint8Array | undefined
  /** Undefined for a tombstone. */
  readonly value: Uint8Array | undefined
  /** Texts by name. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** A record as it is written in a message. */
type Written = Omit<TopicRecord, 'key' | 'value'> & {
  readonly key?: string | undefined
  readonly value?: string | undefined
  readonly reason?: string | undefined
}

/**
 * A record as text, whose value was decoded. `recordsIn` reads it, and an array of several.
 *
 * @param decode the value, see `valueDecoder`
 * @returns a promise if a schema must be fetched first
 */
export function recordText(record: TopicRecord, decode: ValueDecoder): string | Promise<string> {
  const { headers, key, offset, partition, time, value } = record
  const written = (text: ValueText | undefined) => {
    const [content, reason] = typeof text === 'object' ? [text.raw, text.reason] : [text]
    const all: Written = { partition, offset, time, key: key && keyField(key), value: content, reason, headers }
    return JSON.stringify(all)
  }
  const text = value && decode(value)
  return text instanceof Promise ? text.then(written) : written(text)
}

/** Characters of a key in messages about its record, at most. */
const longestKey = 1000

/**
 * Key and time of a record, as a message about it has them; undefined if it has none. The key of a series of several
 * columns is a list.
 */
export function recordFields({ key, time }: Pick<TopicRecord, 'key' | 'time'>): NonNullable<Reject['record']> {
  const at = new Date(time < 0 ? Number.NaN : time)
  const text = key && keyField(key)
  const parts = text !== undefined && text.length <= longestKey ? partsOfKey(text) : undefined
  return {
    key: parts ?? text?.slice(0, longestKey),
    timestamp: Number.isNaN(at.getTime()) ? undefined : at.toISOString(),
  }
}

/**
 * The records of a message, each with fields around its rows: `key`, `partition`, `offset`, `timestamp`, and its headers
 * such as `headers.station`.
 *
 * @param message what `recordText` has written, or an array of it
 */
export const recordsIn = (message: string): readonly Unwrapped[] =>
  [JSON.parse(message) as Written | readonly Written[]]
    .flat()
    .map(({ headers = {}, key = null, offset, partition, reason, time, value }) => ({
      text: value,
      reason,
      place: { partition, offset },
      // A record without a time must not get one of 1969.
      at: time < 0 ? Number.NaN : time,
      fields: {
        key,
        partition,
        offset,
        timestamp: time,
        ...Object.fromEntries(Object.entries(headers).map(([name, text]) => [`headers.${name}`, text])),
      },
    }))

/**
 * The key of a record as the field `key` of its rows: text; one that is not text, such as the eight bytes of a number, in
 * hexadecimal digits after `0x`.
 */
export function keyField(key: Uint8Array): string {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength)
  const text = isUtf8(key) ? bytes.toString() : undefined
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a text has none of them.
  return text === undefined || /[\0-\x1f\x7f]/.test(text) ? `0x${bytes.toString('hex')}` : text
}
