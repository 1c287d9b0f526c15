/** The fields of a row, by name, as text. */
export type RowFields = ReadonlyMap<string, string>

/** Columns that are tried together; each more makes many more pairs. */
const maxPaired = 8

/**
 * The fewest columns, one or two, that tell rows apart: within each group no two rows have the same texts in them. Of
 * several that do, those with the fewest different texts. Browser-safe.
 *
 * @param groups rows that must differ, such as those of one time; equal rows count once
 * @param recurs whether the same texts must come in several groups, as a key does and the number of a row does not
 * @returns undefined if there are none
 */
export function tellingColumns(
  groups: readonly (readonly RowFields[])[],
  recurs: boolean,
): readonly string[] | undefined {
  const names = [
    ...new Set(
      groups
        .flat()
        .slice(0, 100)
        .flatMap((fields) => [...fields.keys()]),
    ),
  ]
  const pairs = names
    .slice(0, maxPaired)
    .flatMap((a, i) => names.slice(i + 1, maxPaired).map((b): readonly string[] => [a, b]))
  for (const candidates of [names.map((name) => [name]), pairs]) {
    let best: { readonly columns: readonly string[]; readonly texts: number } | undefined
    for (const columns of candidates) {
      const texts = textsOf(groups, columns, recurs)
      if (texts !== undefined && (!best || texts < best.texts)) best = { columns, texts }
    }
    if (best) return best.columns
  }
  return undefined
}

/** The number of different texts in these columns; undefined if they do not tell the rows apart. */
function textsOf(
  groups: readonly (readonly RowFields[])[],
  columns: readonly string[],
  recurs: boolean,
): number | undefined {
  const all = new Set<string>()
  let rows = 0
  for (const group of groups) {
    const here = new Set<string>()
    for (const row of group) {
      const text = JSON.stringify(columns.map((column) => row.get(column) ?? ''))
      if (here.has(text)) return undefined
      here.add(text)
      all.add(text)
    }
    rows += group.length
  }
  return recurs && 2 * all.size > rows ? undefined : all.size
}
