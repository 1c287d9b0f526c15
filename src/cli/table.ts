/** A cell of a table: text, and how to paint it once it is aligned. */
export interface TableCell {
  readonly text: string
  readonly paint?: (text: string) => string
}

/** Columns of a table between two others. */
const gap = 2

/**
 * Lines of an aligned table: the first `left` columns to the left, the others to the right, two spaces between. Width is counted in
 * characters before painting.
 *
 * @example
 * table([['lead', 'MAE'], ['1', '2.08']]) // ['lead   MAE', '1     2.08']
 */
export function table(rows: readonly (readonly (string | TableCell)[])[], left = 1): string[] {
  const cells = rows.map((row) => row.map((cell): TableCell => (typeof cell === 'string' ? { text: cell } : cell)))
  const widths = widthsOf(rows)
  return cells.map((row) =>
    row
      .map(({ text, paint }, i) => {
        const space = ' '.repeat(widths[i]! - [...text].length)
        const shown = paint ? paint(text) : text
        // Nothing follows the last column: no spaces at the ends of lines.
        if (i < left) return i === row.length - 1 ? shown : shown + space
        return space + shown
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  )
}

/**
 * A table as several, none wider than `width` where that can be: the first column stands at the left of each, and so many of the others as stay `together` are never parted.
 */
export function tablesWithin(
  rows: readonly (readonly (string | TableCell)[])[],
  width: number,
  together: number,
): string[][] {
  const [first = 0, ...others] = widthsOf(rows)
  const tables: string[][] = []
  const wide = (from: number, to: number) => others.slice(from, to).reduce((sum, one) => sum + gap + one, first)
  for (let from = 0; from < others.length; ) {
    let to = from + together
    while (to < others.length && wide(from, to + together) <= width) to += together
    tables.push(table(rows.map(([name, ...cells]) => [name!, ...cells.slice(from, to)])))
    from = to
  }
  return tables
}

/** Characters of the widest cell of each column. */
function widthsOf(rows: readonly (readonly (string | TableCell)[])[]): number[] {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, i) => {
      const { length } = [...(typeof cell === 'string' ? cell : cell.text)]
      widths[i] = Math.max(widths[i] ?? 0, length)
    })
  return widths
}
