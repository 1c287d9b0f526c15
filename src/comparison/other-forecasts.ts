import type { Forecast } from '../series/forecast.ts'
import { seriesId } from '../series/series-id.ts'
import { type Place, SeriesForecasts } from './series-forecasts.ts'

/** A forecast of another system for one time, one number a model; NaN if a model has none. */
export interface OtherForecast {
  /** Name of the series. */
  readonly series: string
  /** Milliseconds since 1970. */
  readonly origin: number
  readonly time: number
  readonly values: readonly number[]
  /** Ends of the intervals, one array a level with an entry a model; NaN if a model has none. */
  readonly lower: readonly (readonly number[])[]
  readonly upper: readonly (readonly number[])[]
}

/** Numbers of a model, as in ForecastData. */
interface Numbers {
  readonly values: Float64Array
  readonly lower: readonly Float64Array[]
  readonly upper: readonly Float64Array[]
}

/** The forecasts of other systems that match one of ours. */
export interface Matches {
  /** 1 for a channel and lead for which every model has a forecast. */
  readonly known: Uint8Array
  /** One a model. */
  readonly models: readonly Numbers[]
}

/** How many forecasts of other systems were found among ours. */
export interface Matched {
  readonly file: string
  readonly models: readonly string[]
  readonly forecasts: number
  readonly matched: number
  /** Rows left out, as forecasts of sums over leads. */
  readonly sums: number
  /** Series, origin and time of the first that is not among ours; undefined if all are. */
  readonly first: Pick<OtherForecast, 'series' | 'origin' | 'time'> | undefined
}

/** Forecasts of other systems, to be found by series, origin and time. */
export class OtherForecasts {
  readonly file: string
  readonly models: readonly string[]
  private readonly levels: readonly number[]
  private readonly bySeries = new Map<string, SeriesForecasts>()
  private rows = 0
  private sums = 0

  /** @param levels nominal coverage of the intervals in `OtherForecast` */
  constructor(file: string, models: readonly string[], levels: readonly number[]) {
    this.file = file
    this.models = models
    this.levels = levels
  }

  add({ series, origin, time, values, lower, upper }: OtherForecast): void {
    let one = this.bySeries.get(series)
    if (!one) {
      one = new SeriesForecasts(this.models.length * (1 + 2 * this.levels.length))
      this.bySeries.set(series, one)
    }
    one.add(origin, time, this.rows++, [...values, ...lower.flat(), ...upper.flat()])
  }

  /** Counts a row with the forecast of a sum over leads, which only ends at its time. */
  leaveOutSum(): void {
    this.sums++
  }

  /**
   * The forecasts for the times of one of ours, made at the same origin. A series with a key is found by it; if there is
   * one series on both sides, their names do not matter.
   *
   * @param targets names of the channels
   * @param chosen another name of the only channel
   */
  at({ observation: { key }, origin, times, levels }: Forecast, targets: readonly string[], chosen?: string): Matches {
    const size = targets.length * times.length
    const numbers = () => new Float64Array(size).fill(Number.NaN)
    const models = this.models.map(() => ({
      values: numbers(),
      lower: levels.map(numbers),
      upper: levels.map(numbers),
    }))
    const known = new Uint8Array(size)
    const count = this.models.length
    targets.forEach((target, channel) => {
      const ofKey = key && seriesId(key, target, targets.length)
      const series = this.bySeries.get(ofKey ?? (targets.length === 1 ? this.nameOf(target, chosen) : target))
      if (!series) return
      times.forEach((time, i) => {
        const row = series.take(origin, time)
        if (!row || row.subarray(0, count).some(Number.isNaN)) return
        const at = channel * times.length + i
        known[at] = 1
        models.forEach((model, m) => {
          model.values[at] = row[m]!
          levels.forEach((level, v) => {
            const theirs = this.levels.indexOf(level)
            if (theirs < 0) return
            model.lower[v]![at] = row[(1 + theirs) * count + m]!
            model.upper[v]![at] = row[(1 + this.levels.length + theirs) * count + m]!
          })
        })
      })
    })
    return { known, models }
  }

  /** The name here of the only series of a run. */
  private nameOf(target: string, chosen: string | undefined): string {
    const [only] = this.bySeries.keys()
    if (this.bySeries.size === 1) return only!
    return chosen !== undefined && this.bySeries.has(chosen) ? chosen : target
  }

  get matched(): Matched {
    const { bySeries, file, models, sums } = this
    let forecasts = 0
    let matched = 0
    let first: (Place & { readonly series: string }) | undefined
    for (const [series, one] of bySeries) {
      forecasts += one.count
      matched += one.taken
      const missed = one.firstMissed
      if (missed && !(first && first.row < missed.row)) first = { series, ...missed }
    }
    return {
      file,
      models,
      forecasts,
      matched,
      sums,
      first: first && { series: first.series, origin: first.origin, time: first.time },
    }
  }
}
