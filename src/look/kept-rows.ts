import { copied } from './column-forms.ts'

export interface SampledRow {
  /** Line on which the row begins, counted from 1. */
  readonly line: number
  /** A cell for each name of the header. */
  readonly cells: readonly string[]
}

const firstRows = 800
const lastRows = 200
const runLength = 100
const mostRuns = 8

/**
 * Keeps some rows of a table of any length: the first 800, up to 8 runs of 100 rows spread over the rest, and the last
 * 200.
 */
export class KeptRows {
  private readonly first: SampledRow[] = []
  private runs: SampledRow[][] = []
  /** Rows from the start of one run to that of the next; doubled when there are too many runs. */
  private stride = 2 * runLength
  private readonly last: SampledRow[] = []
  private count = 0

  add(cells: readonly string[], line: number): void {
    const row = { line, cells }
    const after = this.count - firstRows
    if (after < 0) this.first.push(ownText(row))
    else {
      const at = after % this.stride
      if (at === 0) this.begin(after)
      if (after % this.stride < runLength) this.runs.at(-1)!.push(ownText(row))
      this.last[after % lastRows] = row
    }
    this.count++
  }

  /** The rows in file order, each once. */
  rows(): readonly SampledRow[] {
    const { first, runs, last, count } = this
    const turn = Math.max(0, count - firstRows) % lastRows
    const end = last.length < lastRows ? last : [...last.slice(turn), ...last.slice(0, turn)]
    const endLine = end[0]?.line ?? 0
    return [...first, ...runs.flat().filter(({ line }) => line < endLine), ...end.map(ownText)]
  }

  private begin(after: number): void {
    if (this.runs.length === mostRuns) {
      this.runs = this.runs.filter((_, i) => i % 2 === 0)
      this.stride *= 2
    }
    if (after % this.stride === 0) this.runs.push([])
  }
}

const ownText = ({ line, cells }: SampledRow): SampledRow => ({ line, cells: cells.map(copied) })
