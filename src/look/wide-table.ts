import { DataError } from '../errors.ts'
import type { CsvOptions } from '../sources/options.generated.ts'
import { monthNumber } from '../time/names.ts'
import { isFullDate } from './choose-time.ts'
import { namesTime } from './column-names.ts'
import { quoted, word } from './column-roles.ts'
import type { Column } from './columns.ts'
import { guessTimes } from './guess-times.ts'
import type { Sample } from './sample.ts'

/** Neighbouring columns that are times of one thing. */
interface Across {
  readonly what: string
  readonly from: number
  readonly to: number
  /** JavaScript for the time of the cell in column `i` of the row `c`, whose name is `t`. */
  readonly time: string
  /** Columns that the time needs. */
  readonly of: readonly number[]
}

/** @throws DataError if times run across the columns, with a command that puts them below each other */
export function refuseWide(name: string, { format, layout, header }: Sample, columns: readonly Column[]): void {
  if (format !== 'csv') return
  // A row of years is not taken for a header.
  const unnamed = header.length > 2 && header.every((text, i) => text === `column${i + 1}`)
  const names = unnamed ? columns.map(({ cells }) => cells[0] ?? '') : header
  const body = unnamed ? columns.map((column) => ({ ...column, cells: column.cells.slice(1) })) : columns
  const across =
    timesAcross(names, body) ?? monthsAcross(names, body) ?? hoursAcross(names, body) ?? unnamedSteps(names, body)
  if (!across) return
  const { what, from, to, time, of } = across
  const keys = body.filter(
    ({ at, cells }) => (at < from || at > to) && !of.includes(at) && cells.some((cell) => /\p{L}/u.test(cell)),
  )
  const { delimiter = ',', skip = 0 } = layout as Partial<CsvOptions>
  const mark = delimiter === '\t' ? '\\t' : delimiter
  const row = (cells: readonly string[]) => `console.log([${cells.join(',')}].join('${mark}'))`
  const script = [
    `const [h,...r]=require('fs').readFileSync(0,'utf8').split(/\\r?\\n/).slice(${skip}).filter(l=>l.trim())`,
    `.map(l=>l.split(/[${mark}](?=(?:[^\\x22]*\\x22[^\\x22]*\\x22)*[^\\x22]*$)/));`,
    `${row([...keys.map(({ at }) => `h[${at}]`), "'time'", "'value'"])};`,
    `r.map(c=>h.map((t,i)=>i>=${from}&&i<=${to}&&${row([...keys.map(({ at }) => `c[${at}]`), time, 'c[i]'])}))`,
  ].join('')
  throw new DataError(
    `${name}: expected a row for each time, got ${what} across the columns, from ${quoted(names[from]!)} to ${quoted(names[to]!)}; write them below each other: node -e "${script}" < ${word(name)} | rxcast forecast -`,
  )
}

/** Dates, months or years as names; a column of months beside years is a part of the time. */
function timesAcross(names: readonly string[], columns: readonly Column[]): Across | undefined {
  const isTime = (text: string) =>
    /^(1[5-9]|2[01])\d\d$|\d{4}\D\d|\d\D\d{4}|\d\D\d\d?\D\d\d|\p{L}{3}\D?\d\d/u.test(text)
  const [from, to] = ends(names, isTime)
  const times = names.slice(from, to + 1)
  if (times.length < 4 || times.length * 2 < names.length || !times.every(isTime)) return undefined
  if (guessTimes('time', times) === undefined) return undefined
  const others = columns.filter(({ at }) => at < from || at > to)
  const month = others.find(({ cells }) => cells.length > 0 && cells.every((cell) => monthNumber(cell) > 0))
  if (month) return { what: 'times', from, to, time: `t+' '+c[${month.at}]`, of: [month.at] }
  return others.some(({ cells }) => cells.some(isFullDate)) ? undefined : { what: 'times', from, to, time: 't', of: [] }
}

/** The twelve months as names, beside a year. */
function monthsAcross(names: readonly string[], columns: readonly Column[]): Across | undefined {
  const from = names.findIndex((text) => monthNumber(text) === 1)
  const year = columns.find(({ cells }) => cells.length > 0 && cells.every((cell) => /^(1[5-9]|2[01])\d\d$/.test(cell)))
  if (
    from < 0 ||
    !year ||
    !Array.from({ length: 12 }, (_, i) => i).every((i) => monthNumber(names[from + i] ?? '') === i + 1)
  )
    return undefined
  const time = `c[${year.at}].replace(/\\x22/g,'')+'-'+('0'+(i-${from - 1})).slice(-2)`
  return { what: 'months', from, to: from + 11, time, of: [year.at] }
}

/** 24 hours as names, beside a date. */
function hoursAcross(names: readonly string[], columns: readonly Column[]): Across | undefined {
  const hours = names.map((text) =>
    Number(/^(?:h|hr|he|hour|stunde|std)?[ _.]?0?(\d\d?)(?:[:.]00)?h?$/i.exec(text)?.[1] ?? Number.NaN),
  )
  const from = hours.findIndex(
    (hour, at) =>
      hour <= 1 &&
      hours.slice(at, at + 24).length === 24 &&
      hours.slice(at, at + 24).every((other, i) => other === hour + i),
  )
  const date = columns.find(
    ({ cells, name }) =>
      namesTime(name) &&
      cells.some((cell) => cell !== '') &&
      guessTimes(
        name,
        cells.filter((cell) => cell !== ''),
      ),
  )
  if (from < 0 || !date || (date.at >= from && date.at < from + 24)) return undefined
  const time = `c[${date.at}].replace(/\\x22/g,'')+' '+('0'+(i-${from})).slice(-2)+':00'`
  return { what: 'hours', from, to: from + 23, time, of: [date.at] }
}

/** V1, V2, V3, …: a name in the first column, and the steps of its series. */
function unnamedSteps(names: readonly string[], columns: readonly Column[]): Across | undefined {
  if (columns[0]!.numbers || names.length < 20 || !names.every((text, i) => text === `V${i + 1}`)) return undefined
  const time = `new Date(i*864e5+17040672e5).toISOString().slice(0,10)`
  return { what: 'steps', from: 1, to: names.length - 1, time, of: [] }
}

function ends(names: readonly string[], fits: (text: string) => boolean): readonly [from: number, to: number] {
  const from = names.findIndex(fits)
  return [Math.max(0, from), from < 0 ? -1 : names.findLastIndex(fits)]
}
