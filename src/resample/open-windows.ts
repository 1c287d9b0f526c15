import type { Observation, Row } from '../series/observation.ts'
import { visitRow } from '../series/visit-observation.ts'
import { type Fields, type Saveable, visitSaveable } from '../state/fields.ts'
import { columnsOf, type Way, Ways } from './ways.ts'
import type { Span } from './windows.ts'

/** The ways of the columns of a reading. */
export interface ColumnWays {
  readonly values: readonly Way[]
  readonly covariates: readonly Way[]
  readonly known: readonly Way[]
  readonly elsewhere: readonly Way[]
  /** Milliseconds that a rate is for. */
  readonly per: number
}

/** The kinds of columns, in the order of their cells. */
const columnKinds = ['values', 'covariates', 'known', 'elsewhere'] as const

/** The numbers of an observation. */
type Numbers = Pick<Observation, 'values' | 'covariates' | 'known' | 'elsewhere' | 'issued'>

/** The windows of a series that can still get readings. */
export class OpenWindows implements Saveable {
  /** When the first of them is complete. */
  soonest = Number.POSITIVE_INFINITY
  private windows = new Map<number, OpenWindow>()
  private readonly columns: ColumnWays
  private readonly ways: Ways
  /** The last readings of the windows before. */
  private readonly before: Float64Array
  private readonly completeAt: (end: number) => number

  /** @param completeAt when a window with this end is complete */
  constructor(columns: ColumnWays, completeAt: (end: number) => number) {
    this.columns = columns
    this.ways = new Ways(
      columnKinds.flatMap((kind) => columns[kind]),
      columns.per,
    )
    this.before = this.ways.before()
    this.completeAt = completeAt
  }

  /** The numbers of its columns, as `widthsOf` has them. */
  get widths(): string {
    return columnKinds.map((kind) => this.columns[kind].length).join()
  }

  /** Whether a reading has as many columns. */
  fits(reading: Observation): boolean {
    return columnKinds.every((kind) => (reading[kind]?.length ?? 0) === this.columns[kind].length)
  }

  /** The first value below 0 of a column whose rate is made; undefined if there is none. */
  counterBelow(reading: Observation): number | undefined {
    for (const kind of columnKinds) {
      const ways = this.columns[kind]
      for (let i = 0; i < ways.length; i++)
        if (ways[i] === 'rate' && (reading[kind]?.[i] ?? 0) < 0) return reading[kind]![i]
    }
    return undefined
  }

  add({ begin, end }: Span, reading: Observation): void {
    let window = this.windows.get(begin)
    if (!window) {
      window = new OpenWindow(this.ways, begin, end)
      this.windows.set(begin, window)
      this.soonest = Math.min(this.soonest, this.completeAt(end))
    }
    const { future, issued, row, time } = reading
    window.row ??= row
    if (!future) window.future = false
    let from = 0
    for (const kind of columnKinds) {
      this.ways.add(window.cells, time, reading[kind] ?? [], from)
      from += this.columns[kind].length
    }
    if (issued !== undefined) window.issued = Math.max(issued, window.issued ?? issued)
  }

  /** Takes out the windows that are complete at a time, in their order. */
  takeComplete(time: number): OpenWindow[] {
    if (this.soonest > time) return []
    const complete: OpenWindow[] = []
    this.soonest = Number.POSITIVE_INFINITY
    for (const window of this.windows.values()) {
      const at = this.completeAt(window.end)
      if (at <= time) complete.push(window)
      else this.soonest = Math.min(this.soonest, at)
    }
    if (complete.length === this.windows.size) this.windows.clear()
    else for (const { begin } of complete) this.windows.delete(begin)
    return complete.sort((a, b) => a.begin - b.begin)
  }

  /** What the readings of a window make; those of the windows before must have been asked for. */
  numbersOf({ cells, issued }: OpenWindow): Numbers {
    return this.numbers(this.ways.results(cells, this.before), issued)
  }

  /** What a window without readings has. */
  get nothing(): Numbers {
    return this.numbers(this.ways.without)
  }

  private numbers(list: readonly number[], issued?: number): Numbers {
    const all = Float64Array.from(list)
    let from = 0
    const next = (kind: (typeof columnKinds)[number]) => {
      const begin = from
      for (const way of this.columns[kind]) from += columnsOf('', way).length
      return all.slice(begin, from)
    }
    const [values, covariates] = [next('values'), next('covariates')]
    const [known, elsewhere] = [next('known'), next('elsewhere')]
    return {
      values,
      covariates,
      ...(known.length > 0 && { known }),
      ...(elsewhere.length > 0 && { elsewhere }),
      ...(issued !== undefined && { issued }),
    }
  }

  state(fields: Fields): void {
    const windows = fields.list(
      'windows',
      [...this.windows.values()],
      visitSaveable(() => new OpenWindow(this.ways, 0, 0)),
    )
    fields.numbers('before', this.before)
    this.soonest = fields.number('soonest', this.soonest)
    if (!fields.saving) this.windows = new Map(windows.map((window) => [window.begin, window]))
  }
}

/** A window that can still get readings. */
export class OpenWindow implements Saveable, Span {
  begin: number
  end: number
  /** The first row that came. */
  row: Row | undefined
  /** When the newest of its known values was issued. */
  issued: number | undefined
  /** Whether none of its readings has a target, and they tell what is known ahead. */
  future = true
  readonly cells: Float64Array

  constructor(ways: Ways, begin: number, end: number) {
    this.begin = begin
    this.end = end
    this.cells = ways.cells()
  }

  state(fields: Fields): void {
    this.begin = fields.number('begin', this.begin)
    this.end = fields.number('end', this.end)
    fields.numbers('cells', this.cells)
    this.row = fields.optional('row', this.row, visitRow)
    this.issued = fields.optional('issued', this.issued, (inner, at = 0) => inner.number('at', at))
    this.future = fields.boolean('future', this.future)
  }
}

/** The numbers of values, covariates, known columns and forecasts of elsewhere, as text. */
export const widthsOf = (reading: Observation): string => columnKinds.map((kind) => reading[kind]?.length ?? 0).join()
