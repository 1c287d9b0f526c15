import { ColumnForms, type Form } from './column-forms.ts'
import { KeptRows, type SampledRow } from './kept-rows.ts'

export interface SampledColumn {
  /** '' for a column without a name that is empty or counts the rows. */
  readonly name: string
  /** Every form of its cells; see `ColumnForms`. At most 500. */
  readonly forms: ReadonlyMap<string, Form>
  /** Different texts, counted up to 10,000. */
  readonly distinct: number
  /** Different texts, up to 10,000. */
  readonly texts: ReadonlySet<string>
}

/** What a `Sample` says about a table. */
export interface TableFacts {
  readonly header: readonly string[]
  readonly columns: readonly SampledColumn[]
  readonly rows: readonly SampledRow[]
  readonly count: number
}

/** Consecutive records of another length than the rows. */
export interface OtherRecords {
  readonly line: number
  readonly lastLine: number
  readonly width: number
  readonly count: number
}

/** The rows of a table in one pass: some of them, their number, and the forms of all cells. */
export class Table {
  count = 0
  /** Records that are not rows, because they have another number of cells. */
  misfits = 0
  firstMisfit: number | undefined
  readonly header: readonly string[]
  private readonly forms: readonly ColumnForms[]
  private readonly kept = new KeptRows()
  private other: OtherRecords | undefined
  private longest: OtherRecords | undefined

  constructor(header: readonly string[]) {
    this.header = header
    this.forms = header.map(() => new ColumnForms())
  }

  /** Counts a row; a repeated header is ignored. */
  add(cells: readonly string[], line: number): void {
    const { forms, header } = this
    if (cells.length !== forms.length && !isPadded(cells, forms.length)) {
      this.addMisfit(cells.length, line)
      return
    }
    if (cells[0]!.trim() === header[0] && cells.every((cell, i) => cell.trim() === (header[i] ?? ''))) return
    for (let i = 0; i < forms.length; i++) forms[i]!.add(cells[i]!, line)
    this.kept.add(cells.length === forms.length ? cells : cells.slice(0, forms.length), line)
    this.count++
    this.other = undefined
  }

  /** The longest run of consecutive records of another length. */
  get others(): OtherRecords | undefined {
    return this.longest
  }

  facts(): TableFacts {
    const { header, forms, kept, count } = this
    const columns = header.map((name, i) => {
      const { distinct, texts } = forms[i]!
      return { name, forms: forms[i]!.forms, distinct, texts }
    })
    return { header, columns, rows: kept.rows(), count }
  }

  private addMisfit(width: number, line: number): void {
    this.misfits++
    this.firstMisfit ??= line
    const { other } = this
    const begins = other?.width === width ? other : { line, width, count: 0 }
    this.other = { ...begins, lastLine: line, count: begins.count + 1 }
    if (this.other.count > (this.longest?.count ?? 0)) this.longest = this.other
  }
}

const isPadded = (cells: readonly string[], width: number) =>
  cells.length > width && cells.slice(width).every((cell) => cell.trim() === '')
