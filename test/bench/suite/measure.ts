import type { Forecast } from '../../../src/series/forecast.ts'
import { type Means, OriginSums } from './origin-sums.ts'
import { type Changes, pass } from './pass.ts'
import { originsOf, type Series } from './series.ts'

/**
 * The mixture's error over that of its experts, from row 200 on; to each error `leastError` is added,
 * since all are next to 0 on a series that has come to rest.
 */
export interface Promised {
  /** The expert with the least MAE. */
  readonly best: string
  /** MAE and RMSE of the mixture over that of this expert, and its RMSE over persistence's. */
  readonly mae: number
  readonly rmse: number
  readonly rmseOfPersistence: number
}

/** Scores of one series. */
export interface SeriesScores {
  readonly id: string
  readonly group: string
  readonly rows: number
  readonly mae: number
  readonly rmse: number
  /** Mean error of the seasonal naive forecast on the rows before the first scored origin. */
  readonly naiveError: number
  /** Of each level, in per cent, from the first scored origin on, and at the origins in the first third of the rows. */
  readonly coverage: readonly number[]
  readonly earlyCoverage: readonly number[]
  /** Winkler score of the widest interval over `naiveError`. */
  readonly intervalScore: number
  /** Processor time a row, if it was measured. */
  readonly ms?: number | undefined
  /** Only of series of 400 rows and more. */
  readonly promise?: Promised | undefined
}

/** Scores of one series, and the same at the origins of the peers. */
export interface Measured {
  readonly scores: SeriesScores
  /** @param n number of origins */
  atPeers(n: number): Means & { readonly forecasts: number }
}

/** What is added to errors before they are divided: a thousandth of the naive one. */
export const leastError = (naiveError: number): number => naiveError / 1000

const levels = [0.8, 0.95]
const promisedFrom = 200
const promisedRows = 400

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

/**
 * Runs one series and scores it.
 *
 * @param timed whether to run it once more, without scoring, to measure the time
 */
export async function measure(series: Series, changes: Changes, timed: boolean): Promise<Measured> {
  const { first, group, id, values } = series
  const rows = values.length
  const sums = new OriginSums(values, levels)
  const contest = rows >= promisedRows ? new Contest(series) : undefined
  await pass(series, changes, (known, forecast) => {
    sums.add(known, forecast)
    if (known >= promisedFrom) contest?.add(known, forecast)
  })
  const unit = naiveError(series)
  const scaled = (means: Means) => ({ ...means, intervalScore: means.intervalScore / unit })
  const scored = scaled(sums.over(range(first, rows)))
  const percent = (shares: readonly number[]) => shares.map((share) => 100 * share)
  return {
    scores: {
      id,
      group,
      rows,
      mae: scored.mae,
      rmse: scored.rmse,
      naiveError: unit,
      coverage: percent(scored.coverage),
      earlyCoverage: percent(sums.over(range(1, Math.floor(rows / 3))).coverage),
      intervalScore: scored.intervalScore,
      ms: timed ? (await pass(series, changes)) / rows : undefined,
      promise: contest?.promise(leastError(unit)),
    },
    atPeers(n) {
      const origins = originsOf(series, n)
      return { ...scaled(sums.over(origins)), forecasts: sums.count(origins) }
    },
  }
}

/** Mean absolute difference over a season before the first scored origin, or from row to row if there is none. */
function naiveError({ first, season, values }: Series): number {
  const lag = season < first ? season : 1
  const errors = range(lag, first).map((i) => Math.abs(values[i]! - values[i - lag]!))
  return errors.reduce((sum, error) => sum + error, 0) / errors.length
}

/** Sums of the absolute and squared errors of the mixture and of each of its experts. */
class Contest {
  readonly #values: readonly number[]
  #names: readonly string[] = []
  #count = 0
  /** The mixture first. */
  #absolute = new Float64Array()
  #squared = new Float64Array()

  constructor({ values }: Series) {
    this.#values = values
  }

  add(known: number, { inside, leads, values }: Forecast): void {
    const { experts, forecasts } = inside!
    if (this.#absolute.length === 0) {
      this.#names = [...experts]
      this.#absolute = new Float64Array(experts.length + 1)
      this.#squared = new Float64Array(experts.length + 1)
    }
    const size = leads.length
    leads.forEach((lead, i) => {
      const actual = this.#values[known + lead - 1]
      if (actual === undefined) return
      this.#count++
      for (let m = 0; m <= experts.length; m++) {
        const error = actual - (m === 0 ? values[i]! : forecasts[(m - 1) * size + i]!)
        this.#absolute[m]! += Math.abs(error)
        this.#squared[m]! += error * error
      }
    })
  }

  /** @param added to each error */
  promise(added: number): Promised {
    const [mae, ...maes] = this.#absolute.map((sum) => sum / this.#count + added)
    const [rmse, ...rmses] = this.#squared.map((sum) => Math.sqrt(sum / this.#count) + added)
    // An expert that slept at a scored origin has NaN and is not compared with.
    const least = Math.min(...maes.filter((error) => !Number.isNaN(error)))
    const best = maes.indexOf(least)
    return {
      best: this.#names[best]!,
      mae: mae! / least,
      rmse: rmse! / rmses[best]!,
      rmseOfPersistence: rmse! / (rmses[this.#names.indexOf('persistence')] ?? Number.NaN),
    }
  }
}
