import type { Forecast } from '../series/forecast.ts'

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
  private readonly rows = new Map<string, OtherForecast>()
  private readonly series = new Set<string>()
  private readonly missed = new Set<string>()
  private sums = 0

  /** @param levels nominal coverage of the intervals in `OtherForecast` */
  constructor(file: string, models: readonly string[], levels: readonly number[]) {
    this.file = file
    this.models = models
    this.levels = levels
  }

  add(row: OtherForecast): void {
    const place = placeOf(row.series, row.origin, row.time)
    this.rows.set(place, row)
    this.missed.add(place)
    this.series.add(row.series)
  }

  /** Counts a row with the forecast of a sum over leads, which only ends at its time. */
  leaveOutSum(): void {
    this.sums++
  }

  /**
   * The forecasts for the times of one of ours, made at the same origin. If there is one series on both sides, their
   * names do not matter.
   *
   * @param targets names of the channels
   * @param chosen another name of the only channel
   */
  at({ origin, times, levels }: Forecast, targets: readonly string[], chosen?: string): Matches {
    const size = targets.length * times.length
    const numbers = () => new Float64Array(size).fill(Number.NaN)
    const models = this.models.map(() => ({
      values: numbers(),
      lower: levels.map(numbers),
      upper: levels.map(numbers),
    }))
    const known = new Uint8Array(size)
    targets.forEach((target, channel) => {
      const series = targets.length === 1 ? this.nameOf(target, chosen) : target
      times.forEach((time, i) => {
        const place = placeOf(series, origin, time)
        const row = this.rows.get(place)
        if (!row) return
        this.missed.delete(place)
        if (row.values.some(Number.isNaN)) return
        const at = channel * times.length + i
        known[at] = 1
        models.forEach((model, m) => {
          model.values[at] = row.values[m]!
          levels.forEach((level, v) => {
            const theirs = this.levels.indexOf(level)
            if (theirs < 0) return
            model.lower[v]![at] = row.lower[theirs]![m]!
            model.upper[v]![at] = row.upper[theirs]![m]!
          })
        })
      })
    })
    return { known, models }
  }

  /** The name here of the only series of a run. */
  private nameOf(target: string, chosen: string | undefined): string {
    const [only] = this.series
    if (this.series.size === 1) return only!
    return chosen !== undefined && this.series.has(chosen) ? chosen : target
  }

  get matched(): Matched {
    const { file, models, rows, missed, sums } = this
    const [place] = missed
    const first = place === undefined ? undefined : rows.get(place)
    return {
      file,
      models,
      forecasts: rows.size,
      matched: rows.size - missed.size,
      sums,
      first: first && { series: first.series, origin: first.origin, time: first.time },
    }
  }
}

const placeOf = (series: string, origin: number, time: number) => `${origin} ${time} ${series}`
