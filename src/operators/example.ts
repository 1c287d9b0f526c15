import { expectedInFloat32, inFloat32 } from '../lstm/sound-state.ts'

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
  if (!Array.isArray(sequence)) return `expected a list of rows of numbers, got ${shown(sequence)}`
  const scalar = sequence.findIndex((row) => typeof row !== 'object' || typeof row?.length !== 'number')
  if (scalar >= 0) return `expected a list of rows of numbers, got ${shown(sequence[scalar])}`
  const columns = before ?? sequence[0]?.length ?? 0
  if (columns === 0) return 'expected at least one row in the first sequence, to know how many columns there are'
  for (const [i, row] of sequence.entries()) {
    if (row.length !== columns) return `expected ${columns} numbers in row ${i + 1}, got ${row.length}`
    for (let c = 0; c < columns; c++) {
      const x: unknown = row[c]
      if (typeof x !== 'number') return `expected numbers in row ${i + 1}, got ${shown(x)}`
      if (!Number.isNaN(x) && !inFloat32.holds(x, 0))
        return `expected ${expectedInFloat32(x)} in row ${i + 1}, got ${x}`
    }
  }
  return undefined
}

/** A value that is not a row or a number, in a few words. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40))
  if (typeof value !== 'object' || value === null) return String(value)
  return ArrayBuffer.isView(value) ? 'a typed array' : Array.isArray(value) ? 'a list' : 'an object'
}
