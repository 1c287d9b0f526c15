/** A row that was not used, and why. Written to `<out>.rejects.ndjson`, one a line. */
export interface Reject {
  readonly file: string
  /** Line on which the row begins, counted from 1. */
  readonly line: number
  /** Name of the column at fault, where there is one. */
  readonly column?: string
  /** What was expected and what was found. */
  readonly reason: string
  /** The row's cells as read, or its raw text where it could not be split into cells. */
  readonly raw: readonly string[] | string
}

/** Where a reject stands and why it is one, in one line: `file:line column: reason`. */
export const describeReject = ({ file, line, column, reason }: Reject): string =>
  `${file}:${line} ${column === undefined ? '' : `${column}: `}${reason}`
