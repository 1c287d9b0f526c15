/** An item to classify, or the label of an earlier one. */
export interface Example {
  /** A text; give it or a sequence. */
  readonly text?: string | undefined
  /** Rows of numbers, all of one width, any number of rows; NaN is missing. */
  readonly sequence?: readonly ArrayLike<number>[] | undefined
  /** One of the classes, if it is known by now. */
  readonly label?: string | number | boolean | null | undefined
  /** Names the item, so that its label can come later. */
  readonly id?: string | number | undefined
}

/** Whether it has a label and no item. */
export const isLabelOnly = ({ text, sequence }: Example): boolean => text === undefined && sequence === undefined

/**
 * Why an example cannot be used, if so.
 *
 * @param columns of the sequences before it: 0 for texts, undefined if it is the first
 */
export function faultOf(example: Example, classes: readonly string[], columns: number | undefined): string | undefined {
  if (typeof example !== 'object' || example === null) return `expected an object, got ${String(example)}`
  const { text, sequence, label, id } = example
  const known = label !== undefined && label !== null
  if (known && !classes.includes(String(label)))
    return `expected a label among ${classes.join(', ')}, got ${String(label)}; add it to classes`
  if (isLabelOnly(example))
    return known && id !== undefined ? undefined : 'expected a text, a sequence, or an id with a label'
  if (text !== undefined && sequence !== undefined) return 'expected a text or a sequence, got both'
  if (text !== undefined) {
    if (typeof text !== 'string') return `expected a text, got ${String(text)}`
    return columns ? `expected a sequence as before, got a text` : undefined
  }
  if (columns === 0) return 'expected a text as before, got a sequence'
  return sequenceFault(sequence!, columns)
}

function sequenceFault(sequence: readonly ArrayLike<number>[], before: number | undefined): string | undefined {
  if (!Array.isArray(sequence)) return `expected a list of rows, got ${String(sequence)}`
  const columns = before ?? sequence[0]?.length ?? 0
  if (columns === 0) return 'expected at least one row in the first sequence, to know how many columns there are'
  for (const [i, row] of sequence.entries()) {
    if (row?.length !== columns) return `expected ${columns} numbers in row ${i + 1}, got ${row?.length ?? String(row)}`
    for (let c = 0; c < columns; c++) {
      const x: unknown = row[c]
      // Beyond float32 a number is infinite for the LSTM.
      if (typeof x !== 'number' || Math.abs(Math.fround(x)) === Number.POSITIVE_INFINITY)
        return `expected finite numbers in row ${i + 1}, got ${String(x)}`
    }
  }
  return undefined
}
