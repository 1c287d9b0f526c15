import { winkler } from '../stats/winkler.ts'

/** How a forecast turned out, for one lead or over all of them; errors in the units that were asked for. */
export interface Tally {
  readonly count: number
  readonly mae: number
  readonly rmse: number
  readonly mse: number
  /** Share of the actual values inside each interval, its mean width, and its mean Winkler score; one entry a level. */
  readonly coverage: readonly number[]
  readonly width: readonly number[]
  readonly winkler: readonly number[]
}

/** Running sums behind a tally. */
export class TallySums {
  private readonly levels: readonly number[]
  private count = 0
  private absolute = 0
  private squared = 0
  /** Per level: intervals known, inside, summed width, summed score. */
  private readonly bounded: Float64Array
  private readonly inside: Float64Array
  private readonly width: Float64Array
  private readonly winkler: Float64Array

  constructor(levels: readonly number[]) {
    const sums = () => new Float64Array(levels.length)
    this.levels = levels
    this.bounded = sums()
    this.inside = sums()
    this.width = sums()
    this.winkler = sums()
  }

  add(error: number): void {
    this.count++
    this.absolute += Math.abs(error)
    this.squared += error * error
  }

  /** Counts an interval of level number `v`; nothing where it was not known. */
  addInterval(v: number, lower: number, upper: number, actual: number): void {
    if (!(lower <= upper)) return
    this.bounded[v]!++
    if (lower <= actual && actual <= upper) this.inside[v]!++
    this.width[v]! += upper - lower
    this.winkler[v]! += winkler(lower, upper, actual, this.levels[v]!)
  }

  get tally(): Tally {
    const { absolute, bounded, count, inside, squared, width } = this
    const mean = (sums: Float64Array) => [...sums].map((sum, v) => sum / bounded[v]!)
    return {
      count,
      mae: absolute / count,
      rmse: Math.sqrt(squared / count),
      mse: squared / count,
      coverage: mean(inside),
      width: mean(width),
      winkler: mean(this.winkler),
    }
  }
}
