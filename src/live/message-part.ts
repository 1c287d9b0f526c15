import type { JsonRow } from '../sources/json-fields.ts'
import { isPadded, wrongCount } from '../sources/row-decoder.ts'

/**
 * A part of a message: a row, the reason why it cannot be one, or something that is not meant as a row; with its line,
 * from 1, if the message has lines. It is decoded only when it is taken.
 */
export type Part = Around & { readonly line?: number | undefined } & (
    | { readonly cells: readonly string[]; readonly header: readonly string[] }
    | { readonly row: JsonRow; readonly raw: string; readonly around?: JsonRow | undefined; readonly stray?: boolean }
    | { readonly raw: string; readonly reason: string }
    | { readonly raw: string; readonly skipped: true }
  )

/** What a feed says of a text besides its fields. */
interface Around {
  /** Its place, if the stream numbers its messages itself. */
  readonly place?: { readonly partition: number; readonly offset: number } | undefined
  /** Time of arrival if it is another than that of the message, in milliseconds since 1970. */
  readonly at?: number | undefined
}

/** A text of a message, and fields that all of its rows have if they have none of their own, such as levels of a topic. */
export interface Unwrapped extends Around {
  /** Undefined if there is nothing that is meant as a row. */
  readonly text: string | undefined
  readonly fields: JsonRow
  /** Why the text cannot be read; undefined if it can. */
  readonly reason?: string | undefined
}

export const rejected = (text: string, reason: string): Part => ({ raw: text.slice(0, 65_536), reason })

/** A part that is not meant as a row; it is counted. */
export const noRow: Part = { raw: '', skipped: true }

/**
 * A row of CSV with the cells of its header alone, since fields around it come behind them. One that repeats the header
 * is left out.
 */
export function csvPart(cells: readonly string[], header: readonly string[], delimiter: string): Part {
  const { length } = header
  if (cells.length !== length && !isPadded(cells, length))
    return rejected(cells.join(delimiter), wrongCount(length, cells.length))
  const isHeader = cells.length === length && cells.every((cell, i) => cell.trim() === header[i])
  return isHeader ? noRow : { cells: cells.slice(0, length), header }
}

/** A part with these fields around its row. @param used the names of the columns that are read */
export function withFields(part: Part, fields: JsonRow, used: readonly string[]): Part {
  if ('row' in part) return { ...part, around: { ...fields, ...part.around } }
  if (!('cells' in part)) return part
  const names = used.filter((name) => Object.hasOwn(fields, name) && !part.header.includes(name))
  return {
    ...part,
    header: [...part.header, ...names],
    cells: [...part.cells, ...names.map((name) => String(fields[name] ?? ''))],
  }
}
