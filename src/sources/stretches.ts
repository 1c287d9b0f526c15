import { type RowFields, tellingColumns } from './telling-columns.ts'

/** Rows at the beginning and at the end of a stretch whose texts must be the same. */
const edge = 3
const maxStretches = 50

interface Stretch {
  readonly from: number
  to: number
  rows: number
  /** The texts that do not change; undefined if it was too short to know. */
  constant: RowFields | undefined
}

/**
 * Finds the columns that differ between stretches of rising times, as in a file of several series one after the other.
 * Browser-safe.
 */
export class Stretches<Row> {
  private readonly fieldsOf: (row: Row) => RowFields
  private readonly all: Stretch[] = []
  /** The first or last rows of the present stretch. */
  private last: Row[] = []
  private full = false

  constructor(fieldsOf: (row: Row) => RowFields) {
    this.fieldsOf = fieldsOf
  }

  see(time: number, row: Row): void {
    const { all, last } = this
    if (this.full) return
    const present = all.at(-1)
    if (!present || time < present.to) {
      this.narrow()
      this.full = all.length === maxStretches
      if (this.full) return
      all.push({ from: time, to: time, rows: 1, constant: undefined })
      this.last = [row]
      return
    }
    present.to = time
    present.rows++
    last.push(row)
    if (last.length > edge) last.shift()
    if (present.rows === edge) this.narrow()
  }

  /** The columns that tell the stretches apart; undefined if there is one, or none tell them apart. */
  get columns(): readonly string[] | undefined {
    const { all } = this
    if (!this.full) this.narrow()
    const known = all.flatMap(({ constant }) => constant ?? [])
    // Rows in no order have short stretches; a file in parts that follow each other has no overlap.
    const overlap = all.every(({ to }, i) => i === 0 || to >= all[i - 1]!.from)
    if (known.length < 2 || known.length < 0.8 * all.length || !overlap) return undefined
    const names = [...known[0]!.keys()].filter((name) => known.every((fields) => fields.has(name)))
    const rows = known.map((fields) => new Map(names.map((name) => [name, fields.get(name)!])))
    return tellingColumns([rows], false)
  }

  /** Keeps only the texts that the last rows share with those before. */
  private narrow(): void {
    const present = this.all.at(-1)
    if (!present || present.rows < edge) return
    const [first, ...others] = this.last.map(this.fieldsOf)
    const before = present.constant ?? first!
    const shared = [...before].filter(([name, text]) => [first!, ...others].every((row) => row.get(name) === text))
    present.constant = new Map(shared)
  }
}
