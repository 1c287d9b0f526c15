/** A cell of a table: text, and how to paint it once it is aligned. */
export interface TableCell {
  readonly text: string
  readonly paint?: (text: string) => string
}

/**
 * Lines of an aligned table: the first `left` columns to the left, the others to the right, two spaces between. Width is counted in
 * characters before painting.
 *
 * @example
 * table([['lead', 'MAE'], ['1', '2.08']]) // ['lead   MAE', '1     2.08']
 */
export function table(rows: readonly (readonly (string | TableCell)[])[], left = 1): string[] {
  const cells = rows.map((row) => row.map((cell): TableCell => (typeof cell === 'string' ? { text: cell } : cell)))
  const widths: number[] = []
  for (const row of cells)
    row.forEach(({ text }, i) => {
      widths[i] = Math.max(widths[i] ?? 0, [...text].length)
    })
  return cells.map((row) =>
    row
      .map(({ text, paint }, i) => {
        const space = ' '.repeat(widths[i]! - [...text].length)
        const shown = paint ? paint(text) : text
        // Nothing follows the last column: no spaces at the ends of lines.
        if (i < left) return i === row.length - 1 ? shown : shown + space
        return space + shown
      })
      .join('  ')
      .trimEnd(),
  )
}
