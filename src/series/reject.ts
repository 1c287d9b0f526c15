import { type Place, placeText } from './place.ts'

/** A row that was not used, and why. Written to a file beside the output, one per line. */
export interface Reject {
  /** The place it was read from; absent for an observation created in code. */
  readonly place?: Place | undefined
  /** The series that it belongs to; absent if there is only one, or if it cannot be read. */
  readonly key?: readonly string[] | undefined
  /** The record of a topic in which it came, if it could not be read. A key of several parts is a list. */
  readonly record?:
    | { readonly key: string | readonly string[] | undefined; readonly timestamp: string | undefined }
    | undefined
  /** Name of the invalid column, if there is one. */
  readonly column?: string | undefined
  /** What was expected and what was found. */
  readonly reason: string
  /** The row's cells as read, or its text if it could not be split into cells. */
  readonly raw: readonly string[] | string
}

/** A reject in one line: `data.csv:7 column: reason`. */
export const describeReject = ({ place, column, reason }: Reject): string =>
  `${place === undefined ? '' : `${placeText(place)} `}${column === undefined ? '' : `${column}: `}${reason}`

/** A reject as a line of NDJSON: the fields of its place and record, column, reason and raw. */
export const rejectLine = ({ place, record, column, reason, raw }: Reject): string =>
  `${JSON.stringify({ ...place, ...record, column, reason, raw })}\n`

/** The path of the rejected rows of a run, beside that of its output. */
export const rejectsPath = (output: string): string => `${output}.rejects.ndjson`

/** A reject whose texts have at most that many characters. */
export function shortened(reject: Reject, length: number): Reject {
  const { raw, reason } = reject
  return {
    ...reject,
    reason: cut(reason, length),
    raw: typeof raw === 'string' ? cut(raw, length) : cutCells(raw, length),
  }
}

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length)}…` : text)

function cutCells(cells: readonly string[], length: number): readonly string[] {
  let room = length
  const kept = cells.findIndex((cell) => {
    room -= cell.length + 1
    return room < 0
  })
  if (kept < 0) return cells
  return [...cells.slice(0, kept), cut(cells[kept]!, Math.max(0, room + cells[kept]!.length + 1))]
}
