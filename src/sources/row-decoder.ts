import type { DataError } from '../errors.ts'
import type { LeftOutBy } from '../series/ledger.ts'
import type { Observation } from '../series/observation.ts'
import type { Place } from '../series/place.ts'
import type { Reject } from '../series/reject.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { AheadColumns, type ColumnsAhead } from './ahead-columns.ts'
import { ClassColumns, type Classes } from './class-columns.ts'
import { columnAt } from './columns-argument.ts'
import { type NumberDecoder, type NumberStyle, numberDecoder } from './decode-number.ts'
import { TimeDecoder } from './decode-time.ts'
import { KeyColumns } from './key-columns.ts'
import { numberHint } from './number-hint.ts'
import { offeredColumns } from './offered-columns.ts'
import { RowFilter, type Where } from './where.ts'

/** The columns to read, and their format. */
export interface Columns extends NumberStyle, ColumnsAhead {
  /** Columns whose texts, joined by a space, are the time. */
  readonly time: readonly string[]
  readonly covariates: readonly string[]
  /** Texts, in lower case, that mean a missing value; numbers among them however they are written. */
  readonly missing: readonly string[]
  /** Numbers for texts, in lower case. */
  readonly replace?: Readonly<Record<string, number>> | undefined
  /** The words of columns whose values are their positions. */
  readonly classes?: Classes | undefined
  /** Columns that tell the series apart; absent or empty if there is only one series. */
  readonly by?: readonly string[] | undefined
  /** Selects rows; all of them by default. */
  readonly where?: Where | undefined
  /** Called with the header of each decoder. */
  readonly onHeader?: ((header: readonly string[]) => void) | undefined
  /** The last time to read, in milliseconds since 1970. */
  readonly until?: number | undefined
}

/** All columns that are read, each once. */
export const columnNames = ({
  time,
  targets,
  covariates,
  known = [],
  issued,
  offered = {},
  by = [],
  where = {},
}: Columns): string[] => [
  ...new Set([
    ...time,
    ...targets,
    ...covariates,
    ...known,
    ...(issued === undefined ? [] : [issued]),
    ...offeredColumns(offered, targets).map(({ column }) => column),
    ...by,
    ...Object.keys(where),
  ]),
]

/** Turns the cells of a row into an observation or a reject. Only the named columns are read. Browser-safe. */
export class RowDecoder implements Saveable {
  /** Names of the columns, in their order. */
  readonly header: readonly string[]
  private readonly columns: Columns
  private readonly times: TimeDecoder
  private readonly number: NumberDecoder
  /** Values of texts: NaN if the text means a missing value. */
  private readonly words: ReadonlyMap<string, number>
  /** Whether a text of `words` is also a number. If not, numbers need not be compared with the texts. */
  private readonly wordsFirst: boolean
  /** Numbers that mean a missing value. */
  private readonly sentinels: ReadonlySet<number>
  private readonly timeAt: readonly number[]
  private readonly targetsAt: readonly number[]
  private readonly covariatesAt: readonly number[]
  private readonly ahead: AheadColumns | undefined
  private readonly filter: RowFilter | undefined
  private readonly keys: KeyColumns | undefined
  private readonly classes: ClassColumns | undefined
  private readonly until: number

  /**
   * @param header names of the columns in file order, read from `line`
   * @throws DataError if a named column does not exist, or exists twice
   */
  constructor(file: string, line: number, header: readonly string[], columns: Columns) {
    const { by = [], missing, replace = {}, until = Number.POSITIVE_INFINITY, where } = columns
    const { known = [], offered = {} } = columns
    this.header = header
    this.columns = columns
    this.number = numberDecoder(columns)
    this.times = new TimeDecoder(columns)
    this.sentinels = new Set(missing.flatMap((text) => this.number(text) ?? []))
    this.words = new Map([...missing.map((text) => [text, Number.NaN] as const), ...Object.entries(replace)])
    this.wordsFirst = Object.keys(replace).some((text) => this.number(text) !== undefined)
    const at = (name: string) => columnAt(file, line, header, name)
    this.timeAt = columns.time.map(at)
    this.targetsAt = columns.targets.map(at)
    this.covariatesAt = columns.covariates.map(at)
    if (known.length > 0 || Object.keys(offered).length > 0) this.ahead = new AheadColumns(header, columns, at)
    this.filter = where && new RowFilter(file, where, at)
    this.keys = by.length > 0 ? new KeyColumns(by.map(at)) : undefined
    this.until = until
    this.classes = columns.classes && new ClassColumns(columns.classes, header)
    columns.onHeader?.(header)
  }

  /** See `TimeDecoder`. */
  get utcAssumed(): boolean {
    return this.times.utcAssumed
  }

  /** True for a row that repeats the header, as in concatenated files. */
  isHeader(cells: readonly string[]): boolean {
    const first = this.timeAt[0]!
    return (
      cells[first]?.trim() === this.header[first] &&
      cells.length === this.header.length &&
      cells.every((cell, i) => cell.trim() === this.header[i])
    )
  }

  /** Whether the time of a row can be read. Reads no row. */
  hasTime(cells: readonly string[]): boolean {
    return cells.length >= this.header.length && this.times.isTime(this.timeText(cells))
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
      return this.reject(cells, place, undefined, wrongCount(this.header.length, cells.length))
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
    if (key?.some((part) => /\p{Surrogate}/u.test(part))) {
      const reason = 'expected whole characters, got half of one (a lone surrogate); write the key in UTF-8'
      return this.reject(cells, place, this.columns.by![0], reason)
    }

    const written = this.timeText(cells)
    const time = this.times.decode(written, key)
    if (Number.isNaN(time))
      return this.reject(cells, place, this.columns.time.join(' '), this.times.problem(written), key)
    if (time > this.until) return 'until'
    // Plain arrays, since a typed array of one number takes five times as long to make; with their final length, since
    // a growing array reserves space for 17.
    const values = new Array<number>(this.targetsAt.length)
    const covariates = new Array<number>(this.covariatesAt.length)
    const { ahead } = this
    const known = ahead && new Array<number>(ahead.knownAt.length)
    const elsewhere = ahead && new Array<number>(ahead.elsewhereAt.length)
    const wrong =
      this.decodeInto(values, this.targetsAt, cells) ??
      this.decodeInto(covariates, this.covariatesAt, cells) ??
      (ahead &&
        (this.decodeInto(known!, ahead.knownAt, cells) ?? this.decodeInto(elsewhere!, ahead.elsewhereAt, cells)))
    if (wrong !== undefined) {
      const text = cells[wrong]!
      const other = this.classes?.problem(wrong, shown(text))
      if (other !== undefined) return this.reject(cells, place, this.header[wrong], other, key)
      const hint = numberHint(text.trim(), this.columns) || 'correct the cell, or list it under missing'
      return this.reject(cells, place, this.header[wrong], `expected a number, got ${shown(text)}; ${hint}`, key)
    }
    const row = { place, raw: cells }
    const plain = key ? { time, values, covariates, row, key } : { time, values, covariates, row }
    if (!ahead) return plain
    const told = ahead.told({ ...plain, known, elsewhere }, cells)
    if (told) return told
    return this.reject(cells, place, ahead.issued, ahead.problem(cells), key)
  }

  /** The times so far, which tell equal local times apart. */
  state(fields: Fields): void {
    this.times.state(fields, (text) => this.keys?.keyOf(text))
  }

  /** Why no row was selected; undefined if one was, or if all are. */
  get problem(): DataError | undefined {
    return this.filter?.problem
  }

  /** Index of the first cell that is neither a number nor missing; undefined if there is none. */
  private decodeInto(out: number[], places: readonly number[], cells: readonly string[]): number | undefined {
    for (let i = 0; i < places.length; i++) {
      if (places[i]! < 0) {
        out[i] = Number.NaN
        continue
      }
      const text = cells[places[i]!]!
      const words = this.classes?.at(places[i]!)
      if (words) {
        const word = text.trim()
        out[i] = words.get(word) ?? this.words.get(word.toLowerCase()) ?? Number.NEGATIVE_INFINITY
        if (out[i] === Number.NEGATIVE_INFINITY) return places[i]
        continue
      }
      let value = this.wordsFirst ? undefined : this.number(text)
      if (value === undefined) {
        const trimmed = text.trim()
        value = this.words.get(trimmed.toLowerCase()) ?? this.number(trimmed)
        if (value === undefined) return places[i]
      }
      out[i] = this.sentinels.size > 0 && this.sentinels.has(value) ? Number.NaN : value
    }
    return undefined
  }

  private timeText(cells: readonly string[]): string {
    const [first, ...others] = this.timeAt
    const text = cells[first!]!.trim()
    return others.length === 0 ? text : others.reduce((joined, at) => `${joined} ${cells[at]!.trim()}`, text)
  }

  private reject(
    cells: readonly string[],
    place: Place,
    column: string | undefined,
    reason: string,
    key?: readonly string[],
  ): Reject {
    return key ? { place, key, column, reason, raw: cells } : { place, column, reason, raw: cells }
  }
}

/** True for a row with all its cells, and delimiters without a cell after them. */
export const isPadded = (cells: readonly string[], length: number) =>
  cells.length > length && cells.slice(length).every((cell) => cell.trim() === '')

export const wrongCount = (expected: number, got: number) =>
  `expected ${expected} cells, got ${got}; quote cells that hold the delimiter`

const shown = (text: string) => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
