/**
 * The key of a series as one text, different for different keys; '' for the only series of a run, whose key is absent or
 * empty.
 */
export const keyText = (key: readonly string[] | undefined): string =>
  key === undefined || key.length === 0 ? '' : key.length === 1 ? key[0]! : JSON.stringify(key)

/** The key whose `keyText` is this text, if it has several parts; undefined if it does not. */
export function partsOfKey(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined
  let parts: unknown
  try {
    parts = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!Array.isArray(parts) || parts.length < 2 || JSON.stringify(parts) !== text) return undefined
  return parts.every((part) => typeof part === 'string') ? parts : undefined
}
