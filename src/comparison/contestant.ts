import { IntervalTracker, type IntervalTrackerOptions } from '../intervals/interval-tracker.ts'
import { ErrorSums } from '../scores/error-sums.ts'
import { IssuedForecasts } from '../scores/issued-forecasts.ts'
import { mae } from '../scores/mae.ts'
import { pinball } from '../scores/pinball.ts'
import { type Tally, tally } from '../scores/tally.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { DieboldMariano, type Verdict } from '../stats/diebold-mariano.ts'

/** Errors over those of a naive forecast, the mean over the channels. */
export interface Scaled {
  readonly byLead: readonly number[]
  readonly overall: number
}

/** One contestant of a comparison: its forecasts not yet due, their intervals, and the sums of its errors. */
export class Contestant implements Saveable {
  readonly name: string
  private readonly options: IntervalTrackerOptions
  private readonly tracker: IntervalTracker
  private readonly issued: IssuedForecasts
  /** A cell for each channel and lead, then one for each lead, then one for all of them. */
  private readonly sums: ErrorSums
  private readonly tests: DieboldMariano[]
  /** Origins scored at the first lead. */
  scored = 0

  constructor(name: string, options: IntervalTrackerOptions) {
    const { channels, leads, levels } = options
    const size = channels * leads.length
    this.name = name
    this.options = options
    this.tracker = new IntervalTracker(options)
    this.issued = new IssuedForecasts(size, leads, levels.length)
    this.sums = new ErrorSums(size + leads.length + 1, levels)
    this.tests = leads.map((lead) => new DieboldMariano(lead))
  }

  /**
   * Scores the forecasts that are due.
   *
   * @param actual shape [channels]; NaN is missing
   * @param units divisor of the errors, by channel
   * @param reference result of this method for the contestant to test against
   * @returns absolute errors by lead, the mean over the channels; NaN if none was scored
   */
  scoreDue(actual: Float64Array, units: Float64Array, reference?: readonly number[]): number[] {
    const { channels, leads } = this.options
    this.tracker.learn(actual)
    return leads.map((lead, i) => {
      const slot = this.issued.due(lead)
      if (slot < 0 || !this.issued.isCounted(slot)) return Number.NaN
      let sum = 0
      let count = 0
      for (let channel = 0; channel < channels; channel++) {
        const error = this.score(slot, channel, i, actual[channel]!, units[channel]!)
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

  private score(slot: number, channel: number, i: number, actual: number, unit: number): number {
    const { leads, levels } = this.options
    const { issued, sums } = this
    const at = channel * leads.length + i
    const error = (actual - issued.value(slot, at)) / unit
    if (Number.isNaN(error)) return error
    for (const cell of [at, this.cellOf(i), this.cellOf(leads.length)]) {
      sums.add(cell, error)
      for (let level = 0; level < levels.length; level++) {
        const lower = issued.lower(slot, level, at) / unit
        sums.addInterval(cell, level, actual / unit, lower, issued.upper(slot, level, at) / unit)
      }
    }
    return error
  }

  /** The cell of a lead, over all channels; after those of the leads, the one of all leads. */
  private cellOf(i: number): number {
    const { channels, leads } = this.options
    return channels * leads.length + i
  }

  /** Drops the forecasts not yet due: their steps cannot be counted across a gap. What was scored stays. */
  restart(): void {
    this.issued.clear()
    this.tracker.drop()
  }

  /**
   * Keeps new forecasts until they are due.
   *
   * @param values shape [channels × leads]
   * @param counted whether they will be scored
   * @param own intervals, if the contestant has its own
   * @param known 1 for the channels and leads that will be scored; all of them if undefined
   */
  forecast(
    values: Float64Array,
    counted: boolean,
    own?: { readonly lower: readonly Float64Array[]; readonly upper: readonly Float64Array[] },
    known?: Uint8Array,
  ): void {
    const { lower, upper } = own ?? this.trackedIntervals(values)
    const scored = known ? values.map((value, at) => (known[at] === 1 ? value : Number.NaN)) : values
    this.issued.issue(scored, lower, upper, counted)
  }

  private trackedIntervals(values: Float64Array) {
    const allocate = () => this.options.levels.map(() => new Float64Array(values.length))
    const intervals = { lower: allocate(), upper: allocate() }
    this.tracker.issue(values, intervals.lower, intervals.upper)
    return intervals
  }

  state(fields: Fields): void {
    fields.part('tracker', this.tracker)
    fields.part('issued', this.issued)
    fields.part('sums', this.sums)
    fields.parts('tests', this.tests)
    this.scored = fields.counter('scored', this.scored)
  }

  get byLead(): Tally[] {
    return this.options.leads.map((_, i) => tally(this.sums, this.cellOf(i)))
  }

  get overall(): Tally {
    return tally(this.sums, this.cellOf(this.options.leads.length))
  }

  /**
   * Scaled errors: those of each channel are divided by the mean absolute error of its naive forecast. A channel whose
   * naive forecast makes no error is omitted.
   *
   * @param naive mean absolute error of the naive forecast, shape [channels]
   */
  scaled(naive: readonly number[]): { readonly mase: Scaled; readonly pinball: Scaled } {
    return { mase: this.scaledBy(naive, mae), pinball: this.scaledBy(naive, pinball) }
  }

  private scaledBy(naive: readonly number[], metric: (sums: ErrorSums, cell: number) => number): Scaled {
    const { leads } = this.options
    const over = (from: number, to: number) => {
      const ratios = naive.flatMap((step, channel) => {
        const cell = channel * leads.length
        const ratio = metric(this.sums.total(cell + from, cell + to), 0) / step
        return step > 0 && !Number.isNaN(ratio) ? [ratio] : []
      })
      return ratios.reduce((sum, x) => sum + x, 0) / ratios.length
    }
    return { byLead: leads.map((_, i) => over(i, i + 1)), overall: over(0, leads.length) }
  }

  get test(): Verdict[] {
    return this.tests.map(({ verdict }) => verdict)
  }
}
