import { DieboldMariano, type Verdict } from '../stats/diebold-mariano.ts'
import { Pending } from '../stats/pending.ts'
import { Conformal, type ConformalOptions } from './conformal.ts'
import { type Tally, TallySums } from './tally.ts'

/** One contestant of a comparison: its forecasts not yet due, their intervals, and how the others turned out. */
export class Candidate {
  readonly name: string
  private readonly options: ConformalOptions
  private readonly size: number
  private readonly conformal: Conformal
  /** Per origin: 1 where it is scored, then forecasts, then the lower and upper ends of each level. */
  private readonly pending: Pending
  private readonly issued: Float64Array
  private readonly width: number
  private readonly sums: TallySums[]
  private readonly total: TallySums
  private readonly tests: DieboldMariano[]
  /** Absolute errors of each channel and lead, summed, and how many they are; shape [channels × leads]. */
  private readonly absolute: Float64Array
  private readonly counts: Float64Array
  /** Origins scored at the first lead. */
  scored = 0

  constructor(name: string, options: ConformalOptions) {
    const { channels, leads, levels } = options
    this.name = name
    this.options = options
    this.size = channels * leads.length
    this.conformal = new Conformal(options)
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.width = 1 + this.size * (1 + 2 * levels.length)
    this.issued = new Float64Array(slots * this.width)
    this.sums = leads.map(() => new TallySums(levels))
    this.total = new TallySums(levels)
    this.tests = leads.map((lead) => new DieboldMariano(lead))
    this.absolute = new Float64Array(this.size)
    this.counts = new Float64Array(this.size)
  }

  /**
   * Scores what is due. Returns the absolute errors, the mean over the channels at each lead; NaN where none was scored.
   * @param units what an error of each channel is divided by
   * @param reference those of the contestant to be tested against
   */
  settle(actual: Float64Array, units: Float64Array, reference?: readonly number[]): number[] {
    const { channels, leads } = this.options
    this.conformal.learn(actual)
    return leads.map((lead, i) => {
      const slot = this.pending.due(lead)
      const origin = slot * this.width
      if (slot < 0 || this.issued[origin] !== 1) return Number.NaN
      let sum = 0
      let count = 0
      for (let channel = 0; channel < channels; channel++) {
        const error = this.score(origin, channel, i, actual[channel]!, units[channel]!)
        if (Number.isNaN(error)) continue
        sum += Math.abs(error)
        count++
      }
      if (i === 0 && count > 0) this.scored++
      const absolute = sum / count
      const difference = reference ? absolute - reference[i]! : Number.NaN
      if (!Number.isNaN(difference)) this.tests[i]!.add(difference)
      return absolute
    })
  }

  private score(origin: number, channel: number, i: number, actual: number, unit: number): number {
    const { leads, levels } = this.options
    const values = this.issued
    const at = channel * leads.length + i
    const error = (actual - values[origin + 1 + at]!) / unit
    if (Number.isNaN(error)) return error
    this.absolute[at]! += Math.abs(error)
    this.counts[at]!++
    for (const sums of [this.sums[i]!, this.total]) {
      sums.add(error)
      levels.forEach((_, v) => {
        const lower = values[origin + 1 + this.size * (1 + 2 * v) + at]!
        const upper = values[origin + 1 + this.size * (2 + 2 * v) + at]!
        sums.addInterval(v, lower / unit, upper / unit, actual / unit)
      })
    }
    return error
  }

  /** Drops the forecasts not yet due: their steps cannot be counted across a gap. What was scored stays. */
  forget(): void {
    this.pending.clear()
    this.conformal.drop()
  }

  /** Notes what is forecast now; `own` intervals where the contestant brings them. */
  forecast(
    values: Float64Array,
    scored: boolean,
    own?: { readonly lower: readonly Float64Array[]; readonly upper: readonly Float64Array[] },
  ): void {
    const room = () => this.options.levels.map(() => new Float64Array(this.size))
    const lower = own?.lower ?? room()
    const upper = own?.upper ?? room()
    if (!own) this.conformal.issue(values, lower as Float64Array[], upper as Float64Array[])
    const at = this.pending.issue() * this.width
    this.issued[at] = scored ? 1 : 0
    this.issued.set(values, at + 1)
    lower.forEach((numbers, v) => {
      this.issued.set(numbers, at + 1 + this.size * (1 + 2 * v))
      this.issued.set(upper[v]!, at + 1 + this.size * (2 + 2 * v))
    })
  }

  get byLead(): Tally[] {
    return this.sums.map(({ tally }) => tally)
  }

  get overall(): Tally {
    return this.total.tally
  }

  /**
   * Mean absolute scaled errors: at each lead, and at all together. Every channel's errors count in units of its own naive error; one whose naive forecast is never wrong has none.
   * @param naive shape [channels]
   */
  mase(naive: readonly number[]): { readonly byLead: number[]; readonly overall: number } {
    const { leads } = this.options
    const over = (from: number, to: number) => {
      const ratios = naive.flatMap((unit, channel) => {
        const total = (sums: Float64Array) =>
          sums.subarray(channel * leads.length + from, channel * leads.length + to).reduce((sum, x) => sum + x, 0)
        const count = total(this.counts)
        return unit > 0 && count > 0 ? [total(this.absolute) / count / unit] : []
      })
      return ratios.reduce((sum, x) => sum + x, 0) / ratios.length
    }
    return { byLead: leads.map((_, i) => over(i, i + 1)), overall: over(0, leads.length) }
  }

  get test(): Verdict[] {
    return this.tests.map(({ verdict }) => verdict)
  }
}
