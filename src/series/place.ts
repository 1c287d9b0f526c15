/** The line of a file. */
export interface LinePlace {
  /** The file's path as the user wrote it; `-` is standard input. */
  readonly file: string
  /** Line on which the row begins, counted from 1. */
  readonly line: number
}

/** A message of a stream that has no lines, such as a broker or a socket. */
export interface MessagePlace {
  /** Its name, such as a topic or an address. */
  readonly stream: string
  /** Part of the stream with its own numbering of messages. */
  readonly partition?: number
  /** Number of the message in the stream or its partition. */
  readonly offset: number
}

/** The place of a row in its input. */
export type Place = LinePlace | MessagePlace

/** A place in messages: `data.csv:7`, or `prices[3]@42` and `prices@42`. */
export function placeText(place: Place): string {
  if ('file' in place) return `${place.file}:${place.line}`
  const { stream, partition, offset } = place
  return `${stream}${partition === undefined ? '' : `[${partition}]`}@${offset}`
}

/** @returns false only if `a` is known to be at or after `b`: places in different partitions have no order */
export function isBefore(a: Place, b: Place): boolean {
  if ('file' in a) return !('file' in b) || a.line < b.line
  return 'file' in b || a.partition !== b.partition || a.offset < b.offset
}
