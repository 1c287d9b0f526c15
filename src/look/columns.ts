import { type FileNumbers, guessNumbers, usualWords } from './guess-numbers.ts'
import type { Sample } from './sample.ts'

/** A column of a sample, with what its cells are. */
export interface Column {
  readonly name: string
  /** Index in the header. */
  readonly at: number
  /** Cells of the sampled rows, without spaces around them. */
  readonly cells: readonly string[]
  /** Different texts in the file, up to 10,000. */
  readonly distinct: number
  /** Numbers of the sampled rows, NaN if missing; undefined if it is not a column of numbers. */
  readonly numbers: Float64Array | undefined
  /** A cell that is neither a number nor missing, if there is one. */
  readonly odd: string | undefined
  /** Why it is not a column of numbers although most cells hold one. */
  readonly why: string | undefined
  /** Whether every cell of the file is missing. */
  readonly empty: boolean
}

/** The columns of a file, and how their numbers are written. */
export interface TableColumns {
  readonly columns: readonly Column[]
  readonly style: FileNumbers
}

export function columnsOf(sample: Sample): TableColumns {
  const style = guessNumbers(sample)
  const columns = sample.columns.map(({ name, distinct, forms }, at) => {
    const { numbers, odd, why } = style.columns[at]!
    return {
      ...{ name, at, distinct, numbers, odd, why },
      cells: sample.rows.map(({ cells }) => cells[at]!.trim()),
      empty: [...forms.keys()].every((form) => form === '' || /^(nan|null)$/i.test(form) || usualWords.test(form)),
    }
  })
  return { columns, style }
}
