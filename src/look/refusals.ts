import { DataError } from '../errors.ts'
import { mostClasses } from '../sources/class-columns.ts'
import type { TimeChoice } from './choose-time.ts'
import { namesTime } from './column-names.ts'
import { quoted, word } from './column-roles.ts'
import type { Column } from './columns.ts'
import { oddTime } from './guess-times.ts'
import type { Named } from './put-together.ts'
import type { RowOrder } from './row-order.ts'

/** Writes a list of numbers as rows with a date. */
const numbered =
  "require('fs').readFileSync(0,'utf8').split(/\\s+/).filter(v=>v&&isFinite(v)).map((v,i)=>console.log(new Date(i*864e5+17040672e5).toISOString().slice(0,10)+','+v))"

/** The error for a table without times: a cell of the column that is most likely meant. */
export function noTimes(name: string, columns: readonly Column[], asked: readonly string[] | undefined): DataError {
  const meant =
    columns.find((column) => asked?.includes(column.name)) ??
    columns.find((column) => namesTime(column.name)) ??
    columns[0]!
  const cells = meant.cells.filter((text) => text !== '')
  const cell = oddTime(meant.name, cells) ?? cells[0] ?? ''
  const cure = asked
    ? 'name another column with --time'
    : 'name the column of the time with --time, or write its times such as 2024-02-29'
  if (columns.length === 1 && columns[0]!.numbers)
    return new DataError(
      `${name}: expected a column of times beside the numbers, got only ${quoted(columns[0]!.name)}; number the rows as days: node -e "${numbered}" < ${word(name)} | rxcast forecast -`,
    )
  return new DataError(
    `${name}: expected a column of times such as 2024-02-29 or 2024-02-29T13:45Z, got ${quoted(cell)} in ${quoted(meant.name)}; ${cure}`,
  )
}

/** The error for a table without numbers: the first cell that is not one. */
export function noNumbers(name: string, columns: readonly Column[], time: readonly string[]): DataError {
  const others = columns.filter((column) => !time.includes(column.name))
  const beside = quoted(time.join(' '))
  if (others.length === 0)
    return new DataError(`${name}: expected a column of numbers beside ${beside}, got no other column; add one`)
  const meant =
    others.find(({ odd }) => odd !== undefined && /\d/.test(odd)) ?? others.find(({ odd }) => odd !== undefined)
  const got = meant ? `${quoted(meant.odd!)} in ${quoted(meant.name)}` : `empty cells in ${quoted(others[0]!.name)}`
  const why = meant?.why === undefined ? '' : ` (${meant.why})`
  return new DataError(
    `${name}: expected a column of numbers beside ${beside}, got ${got}${why}; name the target with --target`,
  )
}

/**
 * The error for a target that the user named and that holds no numbers.
 *
 * @param words whether a few words would do too
 */
export const notNumbers = (name: string, { name: column, odd }: Column, words = false) =>
  new DataError(
    `${name}: expected numbers${words ? `, or 2 to ${mostClasses} different words,` : ''} in ${quoted(column)}, got ${odd === undefined ? 'empty cells' : quoted(odd)}; name another column with --target`,
  )

/** The error for a table with a single row. */
export const oneRow = (name: string, time: number) =>
  new DataError(
    `${name}: expected at least two rows, got one row, at ${new Date(time).toISOString()}: the step to the next is not known; add rows, or choose others with --where or --as-of`,
  )

/** The error for a table whose rows all come after the last time that is read. */
export const noneUntil = (name: string, until: string, times: Float64Array) =>
  new DataError(
    `${name}: expected rows until ${until}, got none: the first is at ${new Date(times.reduce((a, b) => Math.min(a, b))).toISOString()}; name a later time with --as-of`,
  )

/**
 * The error for a table with several rows a time.
 *
 * @param apart a column that tells them apart, but no series
 */
export const severalRowsATime = (
  name: string,
  time: TimeChoice,
  { repeated }: RowOrder,
  { by = [] }: Named,
  apart: string | undefined,
  cure: string,
) =>
  new DataError(
    `${name}: expected one row for each time${by.length > 0 ? ` and ${quoted(by.join(', '))}` : ''}, got ${repeated} rows whose ${quoted(time.columns.join(' '))} is that of another row, and ${apart === undefined ? 'no column that tells them apart' : `only ${quoted(apart)} tells them apart`}; ${cure}`,
  )

/** The error for a table of single events: at any time and in no order. */
export const singleEvents = (name: string, time: TimeChoice, cure: string) =>
  new DataError(
    `${name}: expected rows at steady times, got single events in no order by ${quoted(time.columns.join(' '))}; ${cure}`,
  )
