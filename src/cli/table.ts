import stringWidth from 'string-width'

/** A cell of a table: text, and its style, which is applied after alignment. */
export interface TableCell {
  readonly text: string
  readonly paint?: (text: string) => string
}

/** Spaces between two columns. */
const gap = 2

/**
 * Lines of a table: the first `left` columns aligned to the left, the others to the right, with two spaces between. The
 * width of a text is that on a terminal, where a Chinese character takes two columns.
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
        const space = ' '.repeat(widths[i]! - stringWidth(text))
        const shown = paint ? paint(text) : text
        // No spaces at the end of a line.
        if (i < left) return i === row.length - 1 ? shown : shown + space
        return space + shown
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  )
}

/**
 * Splits a table into several that are at most `width` wide if possible. Each has the first column, and the others stay
 * in groups of `together`.
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

/** Width of the widest cell of each column. */
function widthsOf(rows: readonly (readonly (string | TableCell)[])[]): number[] {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, stringWidth(typeof cell === 'string' ? cell : cell.text))
    })
  return widths
}

/** A text, cut if it is wider than `width` columns. */
export function shortened(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break
    kept += segment
  }
  return `${kept}…`
}
