import { ColumnForms, type Form } from './column-forms.ts'
import { KeptRows, type SampledRow } from './kept-rows.ts'

export interface SampledColumn {
  readonly name: string
  /** Every form of its cells; see `ColumnForms`. At most 500. */
  readonly forms: ReadonlyMap<string, Form>
  /** Different texts, counted up to 10,000. */
  readonly distinct: number
}

/** What a `Sample` says about a table. */
export interface TableFacts {
  readonly header: readonly string[]
  readonly columns: readonly SampledColumn[]
  readonly rows: readonly SampledRow[]
  readonly count: number
}

/** The rows of a table in one pass: some of them, their number, and the forms of all cells. */
export class Table {
  count = 0
  private readonly header: readonly string[]
  private readonly forms: readonly ColumnForms[]
  private readonly kept = new KeptRows()

  constructor(header: readonly string[]) {
    this.header = header
    this.forms = header.map(() => new ColumnForms())
  }

  /** Counts a row; one with fewer or more cells than the header is ignored. */
  add(cells: readonly string[], line: number): void {
    const { forms } = this
    if (cells.length !== forms.length) return
    for (let i = 0; i < forms.length; i++) forms[i]!.add(cells[i]!, line)
    this.kept.add(cells, line)
    this.count++
  }

  facts(): TableFacts {
    const { header, forms, kept, count } = this
    const columns = header.map((name, i) => ({ name, forms: forms[i]!.forms, distinct: forms[i]!.distinct }))
    return { header, columns, rows: kept.rows(), count }
  }
}
