import { wholeSeasons } from '../scores/known-values.ts'
import { keyText } from '../series/key-text.ts'
import type { Scored } from '../series/scored.ts'
import { BaseRates } from './base-rates.ts'

/** Values of the past that are kept, for drawing. */
const drawn = 240
/** Targets whose errors are kept: those of a month of quarter hours, fewer if there are many series. */
const mostKept = 3000
const leastKept = 120
const keptInAll = 300_000

/** How good the forecasts for the last targets of a channel were, all leads together. */
export interface RecentScores {
  /** Time of the first and the last target that counts. */
  readonly from: number
  readonly to: number
  readonly count: number
  /** The mean absolute error; of probabilities the mean squared error, the Brier score. */
  readonly error: number
  /** For each naive forecast, 1 − the error ÷ its error; NaN if it is unknown. */
  readonly skills: readonly number[]
  /** Share of the values inside the interval, one a level. */
  readonly coverage: readonly number[]
}

/** The last values and errors of one series: what is shown of its past. */
export class Recent {
  /** The last forecast. */
  last: Scored
  private readonly channels: number
  private readonly seasons: readonly number[]
  private readonly longest: number
  /** By channel. */
  private values: number[][]
  private times: number[] = []
  private pending: Scored[] = []
  /** The base rates as known at the origins of `pending`, if the forecasts are probabilities. */
  private rates: BaseRates | undefined
  /** Observations since the last restart: naive forecasts do not reach across a gap. */
  private run = 0
  /** By channel, for each target: its time, then pairs of a sum and a number: the error, each naive error, each level. */
  private readonly targets: number[][]
  private readonly stride: number
  private readonly judges: boolean

  /** @param seasons in steps, of the naive forecasts that repeat a season; undefined if no scores are wanted */
  constructor(first: Scored, seasons: readonly number[] | undefined) {
    this.last = first
    this.judges = seasons !== undefined
    this.channels = first.observation.values.length
    this.rates = first.outcomes && new BaseRates(first)
    // Probabilities are compared with the base rate only.
    this.seasons = first.outcomes ? [] : (seasons ?? [])
    const lead = first.leads.at(-1)!
    this.longest = Math.max(drawn, lead, ...this.seasons.map((season) => wholeSeasons(lead, season))) + 1
    this.targets = Array.from({ length: this.channels }, () => [])
    this.values = Array.from({ length: this.channels }, () => [])
    this.stride = 1 + 2 * (2 + this.seasons.length + first.levels.length)
  }

  /** @param kept targets whose errors are kept */
  add(scored: Scored, kept: number): void {
    const { observation, leads } = scored
    if (observation.restart) {
      this.pending = []
      this.rates?.restart()
      this.run = 0
    }
    this.run++
    this.times.push(scored.origin)
    for (let channel = 0; channel < this.channels; channel++) {
      this.values[channel]!.push(observation.values[channel]!)
      if (this.judges) this.judge(scored, channel, kept)
    }
    if (this.judges) this.pending.push(scored)
    this.rates?.add(scored)
    this.last = scored
    if (this.pending.length > leads.at(-1)!) this.pending.shift()
    if (this.times.length < 2 * this.longest) return
    this.values = this.values.map((values) => values.slice(-this.longest))
    this.times = this.times.slice(-this.longest)
  }

  /** What is known of it after a restart: the last forecast and its observation. */
  alone(): Recent {
    const one = new Recent(this.last, undefined)
    one.add(this.last, 0)
    return one
  }

  /** The last values of a channel, as they were read. */
  past(channel: number): number[] {
    return this.values[channel]!.slice(-drawn)
  }

  /** Times of the last observations. */
  get pastTimes(): readonly number[] {
    return this.times.slice(-drawn)
  }

  /** The scores of the targets within `span` milliseconds of the last one, and within the later half of all of them. */
  scores(channel: number, span: number): RecentScores | undefined {
    const { stride } = this
    const all = this.targets[channel]!
    const count = all.length / stride
    if (count === 0) return undefined
    const to = all[(count - 1) * stride]!
    let first = count >> 1
    while (all[first * stride]! <= to - span) first++
    const sums = new Float64Array(stride)
    for (let at = first * stride; at < all.length; at++) sums[at % stride]! += all[at]!
    const naive = 3
    const level = naive + 2 * (1 + this.seasons.length)
    return {
      from: all[first * stride]!,
      to,
      count: count - first,
      error: sums[1]! / sums[2]!,
      skills: Array.from(
        { length: 1 + this.seasons.length },
        (_, k) => 1 - sums[naive + 2 * k]! / sums[naive + 2 * k + 1]!,
      ),
      coverage: this.last.levels.map((_, v) => sums[level + 2 * v]! / sums[level + 2 * v + 1]!),
    }
  }

  /** Adds the errors of the forecasts for this observation, before its own forecast is kept. */
  private judge({ actuals, observation, leads, levels, origin }: Scored, channel: number, kept: number): void {
    const { rates } = this
    if (!actuals && !Number.isFinite(observation.values[channel]!)) return
    const sums = Array<number>(this.stride).fill(0)
    sums[0] = origin
    const loss = rates ? (error: number) => error * error : Math.abs
    for (const [i, lead] of leads.entries()) {
      const forecast = this.pending[this.pending.length - lead]
      if (!forecast) break
      const at = channel * leads.length + i
      const actual = actuals?.[at] ?? observation.values[channel]!
      const error = loss(actual - forecast.values[at]!)
      if (Number.isNaN(error)) continue
      const add = (pair: number, sum: number, count: number) => {
        sums[1 + 2 * pair]! += sum
        sums[2 + 2 * pair]! += count
      }
      add(0, error, 1)
      if (rates) {
        add(1, error, loss(actual - rates.at(lead, at)))
        continue
      }
      for (const [k, steps] of [lead, ...this.seasons.map((season) => wholeSeasons(lead, season))].entries()) {
        const repeated = steps < this.run ? this.values[channel]!.at(-1 - steps) : undefined
        const naive = Math.abs(actual - (repeated ?? Number.NaN))
        if (!Number.isNaN(naive)) add(1 + k, error, naive)
      }
      for (let v = 0; v < levels.length; v++) {
        const lower = forecast.lower[v]![at]!
        const upper = forecast.upper[v]![at]!
        if (!Number.isNaN(lower) && !Number.isNaN(upper))
          add(2 + this.seasons.length + v, actual >= lower && actual <= upper ? 1 : 0, 1)
      }
    }
    if (sums[2] === 0) return
    const targets = this.targets[channel]!
    targets.push(...sums)
    if (targets.length >= 2 * kept * this.stride) targets.splice(0, targets.length - kept * this.stride)
  }
}

/** The recent past of every series of a run, in the order in which they were met. */
export class RecentSeries {
  private readonly bySeries = new Map<string, Recent>()

  /** @param seasons in steps, of the naive forecasts to compare with; undefined if no scores are wanted */
  write(batch: readonly Scored[], seasons?: readonly number[]): void {
    for (const scored of batch) {
      const key = textOf(scored)
      let recent = this.bySeries.get(key)
      if (!recent) {
        recent = new Recent(scored, seasons)
        this.bySeries.set(key, recent)
      }
      recent.add(scored, Math.max(leastKept, Math.min(mostKept, Math.floor(keptInAll / this.bySeries.size))))
    }
  }

  /** The series of forecasts, which may have been made before a restart, in their order. */
  of(next: readonly Scored[]): readonly Recent[] {
    return next.map((scored) => this.bySeries.get(textOf(scored)) ?? new Recent(scored, undefined).alone())
  }

  get all(): readonly Recent[] {
    return [...this.bySeries.values()]
  }
}

const textOf = ({ observation }: Scored) => keyText(observation.key)
