import { DataError } from '../errors.ts'
import type { LeftOutBy } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Place } from '../series/place.ts'
import type { Reject } from '../series/reject.ts'
import { compileTimeFormat, type TimeParser, timeFormatsOf } from '../time/time-format.ts'
import { parseTimestamp } from '../time/timestamp.ts'
import { missingColumn } from './columns-argument.ts'
import { decodeNumber, type NumberStyle, numberHint } from './decode-number.ts'
import { KeyColumns } from './key-columns.ts'
import { RowFilter, type Where } from './where.ts'

/** The columns to read, and their format. */
export interface Columns extends NumberStyle {
  readonly time: string
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** Format of the time: ISO 8601 text, or seconds or milliseconds since 1970. */
  readonly clock: 'iso' | 's' | 'ms'
  /** Format of the time if it is not ISO 8601; see `compileTimeFormat`. */
  readonly timeFormat?: string | undefined
  /** Zone of times without an offset; UTC if undefined. */
  readonly zone?: string | undefined
  /** Texts, in lower case, that mean a missing value. */
  readonly missing: readonly string[]
  /** Columns that tell the series apart; absent or empty if there is only one series. */
  readonly by?: readonly string[] | undefined
  /** Selects rows; all of them by default. */
  readonly where?: Where | undefined
  /** The last time to read, in milliseconds since 1970. */
  readonly until?: number | undefined
}

/** All columns that are read, each once. */
export const columnNames = ({ time, targets, covariates, by = [], where = {} }: Columns): string[] => [
  ...new Set([time, ...targets, ...covariates, ...by, ...Object.keys(where)]),
]

/** Turns the cells of a row into an observation or a reject. Only the named columns are read. Browser-safe. */
export class RowDecoder {
  /**
   * True once UTC was assumed and it matters: for times without an offset at several times of day, if no zone is set.
   * For days alone the zone makes no difference.
   */
  utcAssumed = false
  /** Time of day of the first time without an offset, in milliseconds. */
  private timeOfDay: number | undefined
  private readonly header: readonly string[]
  private readonly columns: Columns
  private readonly missing: ReadonlySet<string>
  /** Whether a missing text is a number. If not, numbers need not be compared with the missing texts. */
  private readonly numbersMissing: boolean
  private readonly timeAt: number
  private readonly targetsAt: readonly number[]
  private readonly covariatesAt: readonly number[]
  private readonly parseTime: TimeParser
  private readonly filter: RowFilter | undefined
  private readonly keys: KeyColumns | undefined
  private readonly until: number

  /**
   * @param header names of the columns in file order, read from `line`
   * @throws DataError if a named column does not exist, or exists twice
   */
  constructor(file: string, line: number, header: readonly string[], columns: Columns) {
    this.header = header
    this.columns = columns
    this.missing = new Set(columns.missing)
    this.numbersMissing = columns.missing.some((text) => decodeNumber(text, columns) !== undefined)
    const at = (name: string) => columnAt(file, line, header, name)
    this.timeAt = at(columns.time)
    this.targetsAt = columns.targets.map(at)
    this.covariatesAt = columns.covariates.map(at)
    const { by = [], timeFormat, until = Number.POSITIVE_INFINITY, where } = columns
    this.filter = where && new RowFilter(file, where, at)
    this.keys = by.length > 0 ? new KeyColumns(by.map(at)) : undefined
    this.until = until
    const parser = timeFormat === undefined ? parseTimestamp : compileTimeFormat(timeFormat)
    if (typeof parser === 'string') throw new DataError(`timeFormat: expected ${parser}, got "${timeFormat}"`)
    this.parseTime = parser
  }

  /** True for a row that repeats the header, as in concatenated files. */
  isHeader(cells: readonly string[]): boolean {
    return (
      cells[this.timeAt]?.trim() === this.header[this.timeAt] &&
      cells.length === this.header.length &&
      cells.every((cell, i) => cell.trim() === this.header[i])
    )
  }

  /**
   * Decodes a row.
   *
   * @param place of the row
   * @param clean true if no cell contains a NUL byte, which saves a search
   * @returns an observation, a reject if the row cannot be used, or the option that leaves it out
   */
  decode(cells: readonly string[], place: Place, clean = false): Observation | Reject | LeftOutBy {
    if (cells.length !== this.header.length && !isPadded(cells, this.header.length)) {
      return this.reject(
        cells,
        place,
        undefined,
        `expected ${this.header.length} cells, got ${cells.length}; quote cells that hold the delimiter`,
      )
    }
    const nul = clean ? -1 : cells.findIndex((cell) => cell.includes('\0'))
    if (nul >= 0)
      return this.reject(cells, place, this.header[nul], 'expected text, got a NUL byte; the file may be damaged')
    if (this.filter && !this.filter.passes(cells)) return 'where'
    const key = this.keys?.of(cells)
    if (this.keys && !key) {
      const reason = 'expected a text that says which series the row belongs to, got an empty cell; fill it'
      return this.reject(cells, place, this.columns.by![0], reason)
    }

    const time = this.decodeTime(cells[this.timeAt]!)
    if (!Number.isFinite(time)) {
      return this.reject(
        cells,
        place,
        this.columns.time,
        `expected ${this.timeForm()}, got ${shown(cells[this.timeAt]!)}${this.timeHint(cells[this.timeAt]!.trim())}`,
      )
    }
    if (time > this.until) return 'until'
    // Plain arrays, since a typed array of one number takes five times as long to make; with their final length, since
    // a growing array reserves space for 17.
    const values = new Array<number>(this.targetsAt.length)
    const covariates = new Array<number>(this.covariatesAt.length)
    const wrong =
      this.decodeInto(values, this.targetsAt, cells) ?? this.decodeInto(covariates, this.covariatesAt, cells)
    if (wrong !== undefined) {
      const text = cells[wrong]!
      const hint = numberHint(text.trim(), this.columns) || 'correct the cell, or list it under missing'
      return this.reject(cells, place, this.header[wrong], `expected a number, got ${shown(text)}; ${hint}`)
    }
    const row = { place, raw: cells }
    return key ? { time, values, covariates, row, key } : { time, values, covariates, row }
  }

  /** Why no row was selected; undefined if one was, or if all are. */
  get problem(): DataError | undefined {
    return this.filter?.problem
  }

  /** Index of the first cell that is neither a number nor missing; undefined if there is none. */
  private decodeInto(out: number[], places: readonly number[], cells: readonly string[]): number | undefined {
    for (let i = 0; i < places.length; i++) {
      const text = cells[places[i]!]!
      let value = this.numbersMissing ? undefined : decodeNumber(text, this.columns)
      if (value === undefined) {
        const trimmed = text.trim()
        value = this.missing.has(trimmed.toLowerCase()) ? Number.NaN : decodeNumber(trimmed, this.columns)
      }
      if (value === undefined) return places[i]
      out[i] = value
    }
    return undefined
  }

  private decodeTime(text: string): number {
    const { clock, zone } = this.columns
    if (clock === 'iso') {
      const plain = text.trim()
      const time = this.parseTime(plain, zone ?? 'UTC')
      if (zone === undefined && !this.utcAssumed) this.noteTimeOfDay(time, plain)
      return time
    }
    const number = decodeNumber(text.trim(), { decimal: '.', thousands: '' }) ?? Number.NaN
    // The largest time a Date can hold, in milliseconds.
    const ms = clock === 's' ? number * 1000 : number
    return Math.abs(ms) <= 8.64e15 ? ms : Number.NaN
  }

  private noteTimeOfDay(time: number, text: string): void {
    const timeOfDay = ((time % dayMs) + dayMs) % dayMs
    if (Number.isNaN(timeOfDay) || timeOfDay === this.timeOfDay || this.hasOffset(text)) return
    this.utcAssumed = this.timeOfDay !== undefined
    this.timeOfDay = timeOfDay
  }

  private hasOffset(text: string): boolean {
    const { timeFormat } = this.columns
    if (timeFormat !== undefined) return timeFormat.includes('X')
    return text.endsWith('Z') || /(Z|UTC|[+-]\d\d(:?\d\d)?)$/i.test(text)
  }

  private timeForm(): string {
    if (this.columns.timeFormat !== undefined) return `a time that exists, written ${this.columns.timeFormat}`
    if (this.columns.clock === 's') return 'seconds since 1970'
    if (this.columns.clock === 'ms') return 'milliseconds since 1970'
    return 'an ISO 8601 time such as 2024-02-29 or 2024-02-29T13:45:00Z that exists'
  }

  /** The option that would read this time; '' if none of the common formats does. */
  private timeHint(text: string): string {
    const { clock, timeFormat } = this.columns
    if (clock !== 'iso') return ''
    const [format, other] = timeFormatsOf(text)
    if (format !== undefined)
      return `; set timeFormat to "${format}"${other === undefined ? '' : `, or to "${other}" if that is meant`}`
    if (timeFormat !== undefined) return Number.isNaN(parseTimestamp(text)) ? '' : '; leave timeFormat out for ISO 8601'
    return /^\d{9,10}$/.test(text) ? '; set clock to s' : /^\d{12,13}$/.test(text) ? '; set clock to ms' : ''
  }

  private reject(cells: readonly string[], place: Place, column: string | undefined, reason: string): Reject {
    return { place, column, reason, raw: cells }
  }
}

const dayMs = 86_400_000

/** True for a row with all its cells, and delimiters without a cell after them. */
const isPadded = (cells: readonly string[], length: number) =>
  cells.length > length && cells.slice(length).every((cell) => cell.trim() === '')

const shown = (text: string) => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)

function columnAt(file: string, line: number, header: readonly string[], name: string): number {
  const at = header.indexOf(name)
  if (at < 0) {
    const cure = missingColumn(name, header)
    throw new DataError(`${file}:${line} expected a column "${name}", got ${header.length} others; ${cure}`)
  }
  if (header.indexOf(name, at + 1) >= 0)
    throw new DataError(
      `${file}:${line} ${name}: expected one column of this name, got two; name the columns yourself, with header: false, columns and skip: ${line}`,
    )
  return at
}
