/** What the key of a record in the changelog stands for. */
export interface RecordKey {
  /** Key of the store. */
  readonly key: string
  /** Undefined for a value in one record; 0 for the head of a value in several, 1, 2, … for its parts. */
  readonly part: number | undefined
}

/**
 * The key of a record. A `#` in the key of the store is doubled, so that `a#1` is never the first part of `a`, and half
 * a surrogate pair is written as its number, since UTF-8 has none.
 *
 * @example
 * recordKey('series/a') // 'series/a'
 * recordKey('series/a', 1) // 'series/a#1'
 * recordKey('series/a#1') // 'series/a##1'
 */
export function recordKey(key: string, part?: number): string {
  const escaped = key.replace(/#|\p{Surrogate}/gu, (each) =>
    each === '#' ? '##' : `#u${each.charCodeAt(0).toString(16)}`,
  )
  return part === undefined ? escaped : `${escaped}#${part}`
}

/** The reverse of `recordKey`; undefined for a key that the store does not give, such as a reserved one. */
export function parseRecordKey(text: string): RecordKey | undefined {
  const [, escaped, digits] = /^((?:[^#]|##|#u[0-9a-f]{4})*)(?:#(0|[1-9]\d*))?$/su.exec(text) ?? []
  if (escaped === undefined) return undefined
  const key = escaped.replace(/##|#u([0-9a-f]{4})/g, (_, code?: string) =>
    code === undefined ? '#' : String.fromCharCode(Number.parseInt(code, 16)),
  )
  return { key, part: digits === undefined ? undefined : Number(digits) }
}
