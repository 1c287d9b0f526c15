/** The fields that a row or a line of forecasts has already. */
const taken = new Set([
  'series',
  'origin',
  'time',
  'lead',
  'sum',
  'forecast',
  'observed',
  'times',
  'leads',
  'intervals',
  'residuals',
  'drift',
  'event',
  'events',
  'of',
  'since',
  'rarity',
  'clock',
  'reason',
])

/** Names of the key columns in an output: as in the input, with `key_` before a name that the output uses itself. */
export const keyNames = (by: readonly string[] = []): readonly string[] =>
  by.map((name) => (taken.has(name) || /^(lower|upper)_[\d.]+$/.test(name) ? `key_${name}` : name))

/** A key by the names of its columns, as the first fields of a JSON object. */
export const keyFields = (
  by: readonly string[] | undefined,
  key: readonly string[] | undefined,
): Readonly<Record<string, string>> => Object.fromEntries(keyNames(by).map((name, i) => [name, key?.[i] ?? '']))
