import type { Forecast } from '../../../src/series/forecast.ts'

interface Sums {
  count: number
  absolute: number
  squares: number
  /** Actual values inside the interval, by level. */
  readonly inside: number[]
}

/** Errors of forecasts by series, from the second third of the times on. */
class Side {
  private readonly from: number
  private readonly forecasts = new Map<string, Forecast[]>()
  private readonly results = new Map<string, Sums>()

  constructor(from: number) {
    this.from = from
  }

  get keys(): string[] {
    return [...this.forecasts.keys()]
  }

  take(made: Forecast): void {
    const key = made.key![0]!
    const earlier = this.forecasts.get(key) ?? []
    const sums = this.results.get(key) ?? { count: 0, absolute: 0, squares: 0, inside: made.levels.map(() => 0) }
    this.forecasts.set(key, [...earlier, made].slice(-made.leads.at(-1)!))
    this.results.set(key, sums)
    const actual = made.observation.values[0]!
    for (const { leads, lower, origin, upper, values } of earlier) {
      const lead = earlier.length - earlier.findIndex((one) => one.origin === origin)
      const at = leads.indexOf(lead)
      const error = actual - values[at]!
      if (origin < this.from || !Number.isFinite(error) || !Number.isFinite(lower.at(-1)![at]!)) continue
      sums.count++
      sums.absolute += Math.abs(error)
      sums.squares += error * error
      lower.forEach((low, level) => {
        if (actual >= low[at]! && actual <= upper[level]![at]!) sums.inside[level]!++
      })
    }
  }

  of(key: string): { readonly mae: number; readonly rmse: number } {
    const { absolute, count, squares } = this.results.get(key)!
    return { mae: absolute / count, rmse: Math.sqrt(squares / count) }
  }

  /** Share of the actual values of some series inside an interval. */
  inside(keys: readonly string[], level: number): number {
    const sums = keys.map((key) => this.results.get(key)!)
    const sum = (of: (one: Sums) => number) => sums.reduce((total, one) => total + of(one), 0)
    return sum(({ inside }) => inside[level]!) / sum(({ count }) => count)
  }

  last(key: string): Forecast | undefined {
    return this.forecasts.get(key)?.at(-1)
  }
}

/** Forecasts before and after the reconciliation. */
export class Judge {
  readonly before: Side
  readonly after: Side
  /** The largest difference between a total and the sum of its parts, at times at which all of them have a row. */
  offBy = 0

  /** @param times of all rows */
  constructor(times: ReadonlySet<number>) {
    const from = [...times].sort((a, b) => a - b)[Math.floor(times.size / 3)]!
    this.before = new Side(from)
    this.after = new Side(from)
  }

  get parts(): string[] {
    return this.after.keys.filter((key) => key !== 'total')
  }

  /** Takes a reconciled forecast; the total of a time comes last. */
  take(made: Forecast): void {
    this.after.take(made)
    if (made.key![0] !== 'total') return
    const parts = this.parts.map((key) => this.after.last(key)!)
    if (parts.some(({ origin }) => origin < made.origin)) return
    made.values.forEach((value, at) => {
      const sum = parts.reduce((total, { values }) => total + (values[at]! || 0), 0)
      if (Number.isFinite(value)) this.offBy = Math.max(this.offBy, Math.abs(value - sum))
    })
  }
}
