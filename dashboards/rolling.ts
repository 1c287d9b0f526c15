import type { RunStore } from './run-store.ts'

/** Errors of one channel at one lead, row by row, as running sums: any stretch of rows is scored by two look-ups. */
export interface RunningErrors {
  /** Sum of |residual| up to and with the row, of those of persistence, of squares, and the counts. Entry 0 is before the first row. */
  readonly first: number
  readonly error: Float64Array
  readonly persistence: Float64Array
  readonly square: Float64Array
  readonly count: Int32Array
  /** One a level: how many were inside. */
  readonly inside: readonly Int32Array[]
  readonly bounded: Int32Array
}

export interface Score {
  readonly count: number
  readonly mae: number
  readonly rmse: number
  /** 1 − MAE ÷ MAE of persistence. */
  readonly skill: number
  /** One a level. */
  readonly coverage: readonly number[]
}

export function residual(store: RunStore, row: number, channel: number, lead: number): number {
  const origin = store.originOf(row, lead)
  return origin < 0 ? Number.NaN : store.actual(row, channel) - store.forecast(origin, channel, lead)
}

/** True when the actual value fell outside the widest interval issued for it. */
export function outside(store: RunStore, row: number, channel: number, lead: number): boolean {
  const { levels } = store.layout!
  const origin = store.originOf(row, lead)
  if (origin < 0 || levels.length === 0) return false
  const widest = levels.indexOf(Math.max(...levels))
  const actual = store.actual(row, channel)
  return actual < store.lower(origin, channel, lead, widest) || actual > store.upper(origin, channel, lead, widest)
}

export function runningErrors(store: RunStore, channel: number, lead: number): RunningErrors {
  const rows = store.end - store.first
  const { levels } = store.layout!
  const error = new Float64Array(rows + 1)
  const persistence = new Float64Array(rows + 1)
  const square = new Float64Array(rows + 1)
  const count = new Int32Array(rows + 1)
  const bounded = new Int32Array(rows + 1)
  const inside = levels.map(() => new Int32Array(rows + 1))
  for (let i = 0; i < rows; i++) {
    const row = store.first + i
    const origin = store.originOf(row, lead)
    const actual = store.actual(row, channel)
    const last = origin < 0 ? Number.NaN : store.actual(origin, channel)
    const difference = origin < 0 ? Number.NaN : actual - store.forecast(origin, channel, lead)
    const counts = Number.isFinite(difference) && Number.isFinite(last)
    error[i + 1] = error[i]! + (counts ? Math.abs(difference) : 0)
    persistence[i + 1] = persistence[i]! + (counts ? Math.abs(actual - last) : 0)
    square[i + 1] = square[i]! + (counts ? difference * difference : 0)
    count[i + 1] = count[i]! + (counts ? 1 : 0)
    const has = counts && levels.length > 0 && Number.isFinite(store.lower(origin, channel, lead, 0))
    bounded[i + 1] = bounded[i]! + (has ? 1 : 0)
    inside.forEach((sums, level) => {
      const within =
        has &&
        actual >= store.lower(origin, channel, lead, level) &&
        actual <= store.upper(origin, channel, lead, level)
      sums[i + 1] = sums[i]! + (within ? 1 : 0)
    })
  }
  return { first: store.first, error, persistence, square, count, inside, bounded }
}

/** Scores over the `over` rows up to and with `row`; NaN where fewer than a few were scored. */
export function scoreAt(sums: RunningErrors, row: number, over: number): Score {
  const to = row - sums.first + 1
  const from = Math.max(0, to - over)
  const between = (array: Float64Array | Int32Array) => array[to]! - array[from]!
  const count = between(sums.count)
  const enough = count >= Math.min(over, 5)
  const mae = enough ? between(sums.error) / count : Number.NaN
  const bounded = between(sums.bounded)
  return {
    count,
    mae,
    rmse: enough ? Math.sqrt(between(sums.square) / count) : Number.NaN,
    skill: 1 - mae / (between(sums.persistence) / count),
    coverage: sums.inside.map((array) => (bounded >= 5 ? between(array) / bounded : Number.NaN)),
  }
}
