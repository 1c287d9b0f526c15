/** How the readings of a window become numbers. */
export const ways = ['mean', 'sum', 'last', 'first', 'min', 'max', 'count', 'ohlc', 'rate'] as const
export type Way = (typeof ways)[number]

/** A way, on some cells of a window. Missing values are not passed to it. */
interface Aggregate {
  /** The cells before the first reading; NaN is a missing one. */
  readonly empty: readonly number[]
  /** What a window without readings has. */
  readonly without: number
  add(cells: Float64Array, at: number, time: number, value: number): void
  /** @param before time and value of the last reading of the windows before, two cells; NaN for none */
  results(cells: Float64Array, at: number, before: Float64Array): readonly number[]
}

const none = Number.NaN

/** `first` and `last` keep the time beside the value, since readings come in any order; of the same time, the first or the last that came. */
const aggregates: Readonly<Record<Way, Aggregate>> = {
  mean: {
    empty: [0, 0],
    without: none,
    add: addUp,
    results: (cells, at) => [cells[at + 1] === 0 ? none : cells[at]! / cells[at + 1]!],
  },
  sum: { empty: [0, 0], without: 0, add: addUp, results: (cells, at) => [cells[at + 1] === 0 ? none : cells[at]!] },
  count: { empty: [0], without: 0, add: (cells, at) => void cells[at]!++, results: (cells, at) => [cells[at]!] },
  first: { empty: [none, none], without: none, add: keepFirst, results: (cells, at) => [cells[at + 1]!] },
  last: { empty: [none, none], without: none, add: keepLast, results: (cells, at) => [cells[at + 1]!] },
  min: { empty: [none], without: none, add: (cells, at, _, value) => keepLeast(cells, at, value), results: only },
  max: { empty: [none], without: none, add: (cells, at, _, value) => keepMost(cells, at, value), results: only },
  ohlc: {
    empty: Array.from({ length: 6 }, () => none),
    without: none,
    add(cells, at, time, value) {
      keepFirst(cells, at, time, value)
      keepMost(cells, at + 2, value)
      keepLeast(cells, at + 3, value)
      keepLast(cells, at + 4, time, value)
    },
    results: (cells, at) => [cells[at + 1]!, cells[at + 2]!, cells[at + 3]!, cells[at + 5]!],
  },
  // First reading, last reading, increase between them. One that comes between two others would change nothing.
  rate: {
    empty: [none, none, none, none, 0],
    without: none,
    add(cells, at, time, value) {
      const [first, last] = [cells[at]!, cells[at + 2]!]
      if (time >= last) cells[at + 4]! += increase(cells[at + 3]!, value)
      if (time < first) cells[at + 4]! += increase(value, cells[at + 1]!)
      keepFirst(cells, at, time, value)
      keepLast(cells, at + 2, time, value)
    },
    results(cells, at, before) {
      const [first, value, last, lastValue, grown] = cells.subarray(at, at + 5)
      if (Number.isNaN(first!)) return [none]
      const known = before[0]! < first!
      const total = grown! + (known ? increase(before[1]!, value!) : 0)
      const seconds = (last! - (known ? before[0]! : first!)) / 1000
      before[0] = last!
      before[1] = lastValue!
      return [seconds > 0 ? total / seconds : none]
    },
  },
}

/** How much a counter has counted between two readings; one that is lower began again from 0. */
const increase = (from: number, to: number) => (to >= from ? to - from : to)

function addUp(cells: Float64Array, at: number, _: number, value: number): void {
  cells[at]! += value
  cells[at + 1]!++
}

function keepFirst(cells: Float64Array, at: number, time: number, value: number): void {
  if (time >= cells[at]!) return
  cells[at] = time
  cells[at + 1] = value
}

function keepLast(cells: Float64Array, at: number, time: number, value: number): void {
  if (time < cells[at]!) return
  cells[at] = time
  cells[at + 1] = value
}

function keepLeast(cells: Float64Array, at: number, value: number): void {
  if (!(value >= cells[at]!)) cells[at] = value
}

function keepMost(cells: Float64Array, at: number, value: number): void {
  if (!(value <= cells[at]!)) cells[at] = value
}

function only(cells: Float64Array, at: number): readonly number[] {
  return [cells[at]!]
}

/** The columns that a column becomes. */
export const columnsOf = (name: string, way: Way): readonly string[] =>
  way === 'ohlc' ? ['open', 'high', 'low', 'close'].map((part) => `${name}_${part}`) : [name]

/** The ways of some columns, whose cells are side by side. */
export class Ways {
  readonly size: number
  /** What a window without readings has. */
  readonly without: readonly number[]
  private readonly list: readonly Aggregate[]
  private readonly empty: readonly number[]
  private readonly places: readonly number[]
  private readonly scales: readonly number[]

  /** @param per milliseconds that a rate is for */
  constructor(list: readonly Way[], per = 1000) {
    this.scales = list.map((way) => (way === 'rate' ? per / 1000 : 1))
    this.list = list.map((way) => aggregates[way])
    this.empty = this.list.flatMap(({ empty }) => empty)
    this.size = this.empty.length
    this.without = list.flatMap((way) => columnsOf('', way).map(() => aggregates[way].without))
    let at = 0
    this.places = this.list.map(({ empty }) => {
      const place = at
      at += empty.length
      return place
    })
  }

  cells(): Float64Array {
    return Float64Array.from(this.empty)
  }

  /** Two cells a column, for the last reading of the windows before. */
  before(): Float64Array {
    return new Float64Array(2 * this.list.length).fill(none)
  }

  add(cells: Float64Array, time: number, values: ArrayLike<number>, from: number): void {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!
      if (!Number.isNaN(value)) this.list[from + i]!.add(cells, this.places[from + i]!, time, value)
    }
  }

  results(cells: Float64Array, before: Float64Array): readonly number[] {
    return this.list.flatMap((way, i) => {
      const results = way.results(cells, this.places[i]!, before.subarray(2 * i, 2 * i + 2))
      const scale = this.scales[i]!
      return scale === 1 ? results : results.map((result) => result * scale)
    })
  }
}
