/** Names that the tables and views of a history use themselves. */
const taken = [
  'series',
  'origin',
  'time',
  'lead',
  'sum',
  'forecast',
  'value',
  'actual',
  'error',
  'event',
  'of',
  'since',
  'rarity',
  'clock',
  'reason',
  'level',
  'covered',
  'coverage',
  'count',
  'mae',
  'rmse',
  'bias',
  'skill',
  'happened',
  'brier',
  'log_loss',
  'base_rate',
  'words',
  'loss',
]

/**
 * The columns that tell series apart, as columns of a table. DuckDB takes `Store` and `store` for the same name: one
 * that is in use already gets `key_` before it, then also a number behind it.
 *
 * @param by their names in the input
 */
export function keyColumns(by: readonly string[] = []): readonly string[] {
  const used = new Set(taken)
  return by.map((given) => {
    const first = used.has(given.toLowerCase()) || /^(lower|upper|coverage)_/i.test(given) ? `key_${given}` : given
    let name = first
    for (let i = 2; used.has(name.toLowerCase()); i++) name = `${first}_${i}`
    used.add(name.toLowerCase())
    return name
  })
}
