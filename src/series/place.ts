/** A line of a text. */
export interface LinePlace {
  /** The file's path as the user wrote it; `-` is standard input. */
  readonly file: string
  /** Line on which the row begins, counted from 1. */
  readonly line: number
}

/** A message of a stream that has no lines, such as a broker or a socket. */
export interface MessagePlace {
  /** What the user calls it, such as a topic or an address. */
  readonly stream: string
  /** Part of the stream that counts its messages by itself. */
  readonly partition?: number
  /** Number of the message, as the stream counts them. */
  readonly offset: number
}

/** Where a row stands in what was read. */
export type Place = LinePlace | MessagePlace

/** A place in messages: `data.csv:7`, or `prices[3]@42` and `prices@42`. */
export function placeText(place: Place): string {
  if ('file' in place) return `${place.file}:${place.line}`
  const { stream, partition, offset } = place
  return `${stream}${partition === undefined ? '' : `[${partition}]`}@${offset}`
}

/** False only if `a` is known to come at or after `b`: places in different partitions have no order. */
export function isBefore(a: Place, b: Place): boolean {
  if ('file' in a) return !('file' in b) || a.line < b.line
  return 'file' in b || a.partition !== b.partition || a.offset < b.offset
}
