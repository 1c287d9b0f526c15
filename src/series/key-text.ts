/**
 * The key of a series as one text, different for different keys; '' for the only series of a run, whose key is absent or
 * empty.
 */
export const keyText = (key: readonly string[] | undefined): string =>
  key === undefined || key.length === 0 ? '' : key.length === 1 ? key[0]! : JSON.stringify(key)
