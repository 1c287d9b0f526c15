import type { Scores } from '../series/scored.ts'

/** One forecast that has come due, for one channel and lead; residuals are actual − forecast, NaN where there is none. */
export interface Due {
  readonly residual: number
  readonly persistence: number
  readonly seasonal: number
}

/**
 * Sums of everything `score` reports, kept for each channel and lead; the scores themselves are worked out when they are read, because
 * most observations pass with nobody looking.
 */
export class RunningScores implements Scores {
  readonly from: Scores['from']
  readonly season: number | undefined
  readonly channels: number
  readonly leads: readonly number[]
  readonly levels: readonly number[]
  units: Float64Array | undefined
  readonly count: Float64Array
  private readonly absolute: Float64Array
  private readonly squared: Float64Array
  /** Over the origins where the naive forecast exists too: its absolute residuals, and ours beside it. */
  private readonly persistence: Beside
  private readonly seasonal: Beside
  private readonly inside: readonly Float64Array[]
  private readonly bounded: readonly Float64Array[]
  /** Per channel: sum and number of the absolute differences that MASE divides by. */
  private readonly steps: Float64Array
  private readonly stepCount: Float64Array

  constructor(
    channels: number,
    leads: readonly number[],
    levels: readonly number[],
    { from, season }: Pick<Scores, 'from' | 'season'> = {},
  ) {
    this.from = from
    this.season = season
    const size = channels * leads.length
    const sums = () => new Float64Array(size)
    this.channels = channels
    this.leads = leads
    this.levels = levels
    this.count = sums()
    this.absolute = sums()
    this.squared = sums()
    this.persistence = { ours: sums(), naive: sums() }
    this.seasonal = { ours: sums(), naive: sums() }
    this.inside = levels.map(sums)
    this.bounded = levels.map(sums)
    this.steps = new Float64Array(channels)
    this.stepCount = new Float64Array(channels)
  }

  /** Counts a residual; `at` = channel × leads.length + i. */
  add(at: number, { residual, persistence, seasonal }: Due): void {
    if (Number.isNaN(residual)) return
    this.count[at]!++
    this.absolute[at]! += Math.abs(residual)
    this.squared[at]! += residual * residual
    setBeside(this.persistence, at, residual, persistence)
    setBeside(this.seasonal, at, residual, seasonal)
  }

  /** Counts whether an actual value lay inside the interval of a level. */
  addInterval(level: number, at: number, actual: number, lower: number, upper: number): void {
    if (Number.isNaN(actual) || Number.isNaN(lower) || Number.isNaN(upper)) return
    this.bounded[level]![at]!++
    if (lower <= actual && actual <= upper) this.inside[level]![at]!++
  }

  /** Counts the difference between an observation and its neighbour, or its neighbour of a season ago. */
  addStep(channel: number, difference: number): void {
    if (Number.isNaN(difference)) return
    this.steps[channel]! += Math.abs(difference)
    this.stepCount[channel]!++
  }

  /** From now on mae and rmse are in this unit; NaN while it is not known. */
  setUnit(channel: number, unit: number): void {
    this.units ??= new Float64Array(this.channels).fill(1)
    this.units[channel] = unit
  }

  get mae(): Float64Array {
    return this.absolute.map((sum, at) => sum / this.count[at]! / this.unitOf(at))
  }

  get rmse(): Float64Array {
    return this.squared.map((sum, at) => Math.sqrt(sum / this.count[at]!) / this.unitOf(at))
  }

  /** Hyndman & Koehler (2006), with the naive errors of the stream so far in place of those of a training set. */
  get mase(): Float64Array {
    return this.absolute.map((sum, at) => {
      const channel = this.channelOf(at)
      return sum / this.count[at]! / (this.steps[channel]! / this.stepCount[channel]!)
    })
  }

  get skillPersistence(): Float64Array {
    return skill(this.persistence)
  }

  get skillSeasonal(): Float64Array {
    return skill(this.seasonal)
  }

  get coverage(): readonly Float64Array[] {
    return this.inside.map((sums, level) => sums.map((sum, at) => sum / this.bounded[level]![at]!))
  }

  private unitOf(at: number): number {
    return this.units?.[this.channelOf(at)] ?? 1
  }

  private channelOf(at: number): number {
    return Math.floor(at / this.leads.length)
  }
}

interface Beside {
  readonly ours: Float64Array
  readonly naive: Float64Array
}

function setBeside(sums: Beside, at: number, ours: number, naive: number): void {
  if (Number.isNaN(naive)) return
  sums.ours[at]! += Math.abs(ours)
  sums.naive[at]! += Math.abs(naive)
}

/** Both sums run over the same origins, so their ratio is that of the means. Against a naive forecast that is never wrong there is no skill to state: NaN. */
const skill = ({ ours, naive }: Beside) => ours.map((sum, at) => (naive[at]! > 0 ? 1 - sum / naive[at]! : Number.NaN))
