import { DataError } from '../errors.ts'
import type { Observation } from '../series/observation.ts'
import type { Reject } from '../series/reject.ts'
import { compileTimeFormat, type TimeParser, timeFormatsOf } from '../time/time-format.ts'
import { parseTimestamp } from '../time/timestamp.ts'
import { missingColumn } from './columns-argument.ts'
import { decodeNumber, type NumberStyle, numberHint } from './decode-number.ts'

/** Which columns are read, and how. */
export interface Columns extends NumberStyle {
  readonly time: string
  readonly targets: readonly string[]
  readonly covariates: readonly string[]
  /** How the time is written: ISO 8601 text, or seconds or milliseconds since 1970. */
  readonly clock: 'iso' | 's' | 'ms'
  /** How the time is written where it is not ISO 8601; see `compileTimeFormat`. */
  readonly timeFormat?: string | undefined
  /** Zone of times without an offset; UTC where it is undefined. */
  readonly zone?: string | undefined
  /** Texts, in lower case, that stand for a missing value. */
  readonly missing: readonly string[]
}

/** Turns the cells of a row into an observation, or says why not. Only the named columns are looked at. Browser-safe. */
export class RowDecoder {
  /** True once UTC has been assumed where it matters: of times without an offset at several times of day, where no zone was named. A day is a day in any zone. */
  utcAssumed = false
  /** Of the first time without an offset, in milliseconds. */
  private timeOfDay: number | undefined
  private readonly file: string
  private readonly header: readonly string[]
  private readonly columns: Columns
  private readonly missing: ReadonlySet<string>
  /** Whether some of them spell a number: most do not, and a number need not be looked up among them then. */
  private readonly numbersMissing: boolean
  private readonly timeAt: number
  private readonly targetsAt: readonly number[]
  private readonly covariatesAt: readonly number[]
  private readonly parseTime: TimeParser

  /**
   * @param header names of the columns in file order, as they stand on `line`
   * @throws DataError where a named column is not there, or is there twice
   */
  constructor(file: string, line: number, header: readonly string[], columns: Columns) {
    this.file = file
    this.header = header
    this.columns = columns
    this.missing = new Set(columns.missing)
    this.numbersMissing = columns.missing.some((text) => decodeNumber(text, columns) !== undefined)
    const at = (name: string) => columnAt(file, line, header, name)
    this.timeAt = at(columns.time)
    this.targetsAt = columns.targets.map(at)
    this.covariatesAt = columns.covariates.map(at)
    const { timeFormat } = columns
    const parser = timeFormat === undefined ? parseTimestamp : compileTimeFormat(timeFormat)
    if (typeof parser === 'string') throw new DataError(`timeFormat: expected ${parser}, got "${timeFormat}"`)
    this.parseTime = parser
  }

  /** True for a row that repeats the header, as files that were joined have. */
  isHeader(cells: readonly string[]): boolean {
    return (
      cells[this.timeAt] === this.columns.time &&
      cells.length === this.header.length &&
      cells.every((cell, i) => cell === this.header[i])
    )
  }

  /**
   * An observation, or the reject where the row cannot be one.
   * @param line where the row begins, counted from 1
   * @param clean true where no cell can hold a NUL byte, which saves looking
   */
  decode(cells: readonly string[], line: number, clean = false): Observation | Reject {
    if (cells.length !== this.header.length) {
      return this.reject(
        cells,
        line,
        undefined,
        `expected ${this.header.length} cells, got ${cells.length}; quote cells that hold the delimiter`,
      )
    }
    const nul = clean ? -1 : cells.findIndex((cell) => cell.includes('\0'))
    if (nul >= 0)
      return this.reject(cells, line, this.header[nul], 'expected text, got a NUL byte; the file may be damaged')

    const time = this.decodeTime(cells[this.timeAt]!)
    if (!Number.isFinite(time)) {
      return this.reject(
        cells,
        line,
        this.columns.time,
        `expected ${this.timeForm()}, got ${shown(cells[this.timeAt]!)}${this.timeHint(cells[this.timeAt]!.trim())}`,
      )
    }
    // Plain arrays: a typed array of one number costs five times as much to make. Of their length from the start: one that grows takes room for 17.
    const values = new Array<number>(this.targetsAt.length)
    const covariates = new Array<number>(this.covariatesAt.length)
    const wrong =
      this.decodeInto(values, this.targetsAt, cells) ?? this.decodeInto(covariates, this.covariatesAt, cells)
    if (wrong !== undefined) {
      const text = cells[wrong]!
      const hint = numberHint(text.trim(), this.columns) || `mend the cell, or list it under missing`
      return this.reject(cells, line, this.header[wrong], `expected a number, got ${shown(text)}; ${hint}`)
    }
    return { time, values, covariates, row: { place: { file: this.file, line }, raw: cells } }
  }

  /** Index of the first cell that is no number; undefined where all are, or are missing. */
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

  /** What would read it; '' where nothing in common use does. */
  private timeHint(text: string): string {
    const { clock, timeFormat } = this.columns
    if (clock !== 'iso') return ''
    const [format, other] = timeFormatsOf(text)
    if (format !== undefined)
      return `; set timeFormat to "${format}"${other === undefined ? '' : `, or to "${other}" where that is meant`}`
    if (timeFormat !== undefined) return Number.isNaN(parseTimestamp(text)) ? '' : '; leave timeFormat out for ISO 8601'
    return /^\d{9,10}$/.test(text) ? '; set clock to s' : /^\d{12,13}$/.test(text) ? '; set clock to ms' : ''
  }

  private reject(cells: readonly string[], line: number, column: string | undefined, reason: string): Reject {
    return { place: { file: this.file, line }, column, reason, raw: cells }
  }
}

const dayMs = 86_400_000

const shown = (text: string) => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)

function columnAt(file: string, line: number, header: readonly string[], name: string): number {
  const at = header.indexOf(name)
  if (at < 0) {
    const cure = missingColumn(name, header)
    throw new DataError(`${file}:${line} expected a column "${name}", got ${header.length} others; ${cure}`)
  }
  if (header.indexOf(name, at + 1) >= 0)
    throw new DataError(`${file}:${line} ${name}: expected one column of this name, got two; rename one`)
  return at
}
