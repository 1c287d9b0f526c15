import { winkler } from '../../../src/scores/winkler.ts'
import type { Forecast } from '../../../src/series/forecast.ts'

/** Means over some origins and all their leads. */
export interface Means {
  readonly mae: number
  readonly rmse: number
  /** Share of the actual values inside the interval, one a level; undefined before the first interval. */
  readonly coverage: readonly number[]
  /** Mean Winkler score of the widest interval. */
  readonly intervalScore: number
}

/** Errors of one series, summed over the leads of each origin. An origin is the number of rows known. */
export class OriginSums {
  readonly #values: readonly number[]
  readonly #levels: readonly number[]
  /** By origin: forecasts, absolute and squared errors, forecasts with intervals, their scores. */
  readonly #sums: Float64Array[]
  /** By level and origin: actual values inside the interval. */
  readonly #inside: Float64Array[]

  constructor(values: readonly number[], levels: readonly number[]) {
    const byOrigin = () => new Float64Array(values.length + 1)
    this.#values = values
    this.#levels = levels
    this.#sums = Array.from({ length: 5 }, byOrigin)
    this.#inside = levels.map(byOrigin)
  }

  /** Scores a forecast with `known` rows, as far as the series reaches. */
  add(known: number, { leads, lower, upper, values }: Pick<Forecast, 'leads' | 'lower' | 'upper' | 'values'>): void {
    const [forecasts, absolute, squared, intervals, scores] = this.#sums as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ]
    const widest = this.#levels.length - 1
    leads.forEach((lead, i) => {
      const actual = this.#values[known + lead - 1]
      if (actual === undefined) return
      const error = actual - values[i]!
      forecasts[known]!++
      absolute[known]! += Math.abs(error)
      squared[known]! += error * error
      if (Number.isNaN(lower[widest]![i]!)) return
      intervals[known]!++
      scores[known]! += winkler(lower[widest]![i]!, upper[widest]![i]!, actual, this.#levels[widest]!)
      this.#inside.forEach((inside, v) => {
        if (lower[v]![i]! <= actual && actual <= upper[v]![i]!) inside[known]!++
      })
    })
  }

  /** Number of forecasts at some origins. */
  count(origins: readonly number[]): number {
    return sumAt(this.#sums[0]!, origins)
  }

  over(origins: readonly number[]): Means {
    const [forecasts, absolute, squared, intervals, scores] = this.#sums.map((sums) => sumAt(sums, origins))
    return {
      mae: absolute! / forecasts!,
      rmse: Math.sqrt(squared! / forecasts!),
      coverage: this.#inside.map((inside) => sumAt(inside, origins) / intervals!),
      intervalScore: scores! / intervals!,
    }
  }
}

const sumAt = (sums: Float64Array, origins: readonly number[]) =>
  origins.reduce((sum, origin) => sum + sums[origin]!, 0)
