import { type Choices, choose } from '../defaults/choices.ts'
import type { ForecasterOptions } from '../defaults/options.ts'
import { LastValue } from '../intervals/last-value.ts'
import { SumForecasts } from '../intervals/sum-forecasts.ts'
import { Forecast, type Inside } from '../series/forecast.ts'
import type { KnownWorth } from '../series/known-worth.ts'
import type { Observation } from '../series/observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { snapshot } from '../state/snapshot.ts'
import { demandSpec } from '../state/spec.ts'
import { addSteps } from '../time/duration.ts'
import { gapSteps } from '../time/gap-steps.ts'
import { TimesAhead } from '../time/times-ahead.ts'
import { Bounds } from './bounds.ts'
import { Ensemble } from './ensemble.ts'
import { InputTransform } from './input-transform.ts'
import { LastRows } from './last-rows.ts'
import { optionFields } from './option-fields.ts'
import type { Shared } from './shared-learning.ts'
import { StandIns } from './stand-ins.ts'

/** Ten years of months, or half a year of business days: enough to learn from again, within a tenth of a second. */
const rowsKept = 120

/**
 * A pool of simple experts, LSTMs that learn the residuals of some of them, a mixture that is never much worse than the
 * best of them, and intervals with the stated coverage. There is no training beforehand: at each observation it learns
 * from the forecasts that are now due, then forecasts again.
 *
 * @example
 * const forecaster = new Forecaster({ leads: [1, 2, 3], channels: 1, cadence: '1d', seed: 1, levels: [0.8] })
 * const { values, lower, upper } = forecaster.observe({ time: 0, values: [12.8], covariates: [] })
 */
export class Forecaster implements Saveable {
  readonly #choices: Choices
  readonly #shared: Shared | undefined
  readonly #transform: InputTransform
  #ensemble: Ensemble
  #standIns: StandIns
  readonly #lastValue: LastValue
  #sums: SumForecasts | undefined
  readonly #times = new TimesAhead()
  readonly #bounds: Bounds
  /** The rows so far, while the scale may change. */
  readonly #rows: LastRows | undefined

  /**
   * @param shared what it has in common with other series; by default it learns from its own alone
   * @param choices that follow from the options, if forecasters of other series have made them
   * @throws ConfigError with every problem of the options
   */
  constructor(options: ForecasterOptions, shared?: Shared, choices: Choices = choose(options)) {
    this.#choices = choices
    this.#shared = shared
    const { channels, covariates, known, leads, levels, logarithmic, offered, scale, season } = this.#choices
    const ahead = { leads: leads.length, known, offered: offered.length }
    this.#transform = new InputTransform({
      channels,
      covariates,
      logarithmic,
      fixed: scale !== undefined,
      season,
      ahead,
    })
    this.#bounds = new Bounds(channels, this.#choices)
    if (logarithmic && scale === undefined) {
      const [ahead, offered] = [this.#transform.input.ahead.length, this.#transform.input.offered.length]
      this.#rows = new LastRows(channels, covariates, rowsKept, ahead, offered)
    }
    this.#ensemble = this.#begin()
    this.#standIns = new StandIns(channels, leads)
    this.#lastValue = new LastValue(channels, leads, levels)
    this.#sums = this.#beginSums()
  }

  /** Names of the experts that are mixed. */
  get expertNames(): string[] {
    return this.#ensemble.expertNames
  }

  /** What goes on inside it, after the last observation. */
  get inside(): Inside {
    return this.#ensemble.inside
  }

  /** What may not be as intended: values that the scale or the bounds have no place for. */
  get warnings(): readonly string[] {
    return [this.#transform.warning, this.#bounds.warning].filter((warning) => warning !== undefined)
  }

  /** What the columns known ahead were worth so far, by channel and group of leads. */
  get worth(): readonly KnownWorth[] {
    return this.#ensemble.worth
  }

  /** In steps, rising. */
  get leads(): readonly number[] {
    return this.#choices.leads
  }

  /** A new ensemble, by default on the current scale. */
  #begin(logarithmic: boolean = this.#transform.logarithmic): Ensemble {
    return new Ensemble(this.#choices, logarithmic, this.#transform, this.#shared)
  }

  #beginSums(): SumForecasts | undefined {
    return this.#choices.sums.length > 0 ? new SumForecasts(this.#choices) : undefined
  }

  #restart(): void {
    const { channels, leads } = this.#choices
    this.#ensemble.dispose()
    this.#ensemble = this.#begin()
    this.#standIns = new StandIns(channels, leads)
  }

  #advance(): void {
    this.#ensemble.advance()
    this.#standIns.issue(this.#ensemble.mixed, this.#transform.input.missing)
  }

  /**
   * Frees the memory of its LSTMs without waiting for garbage collection. Its earlier forecasts can still be read, but
   * it cannot make more.
   */
  dispose(): void {
    this.#ensemble.dispose()
  }

  /**
   * Learns from an observation, then forecasts from it.
   *
   * @returns the forecasts of all leads from this observation
   * @throws DataError if it has the wrong number of values, or too few covariates
   */
  observe(observation: Observation): Forecast {
    this.#transform.check(observation)
    this.#bounds.observe(observation)
    if (observation.restart) this.#passGap(observation)
    if (this.#transform.leavesLogarithms(observation)) {
      // What was learned from logarithms is lost, so it is learned again from the values.
      this.#restart()
      for (const row of this.#rows!) this.#learn(row)
    }
    this.#learn(observation)
    this.#lastValue.learn(observation.values)
    this.#sums?.learn(observation.values)
    if (this.#transform.logarithmic) this.#rows?.push(observation)
    return this.#forecast(observation)
  }

  #learn(observation: Observation): void {
    // In another unit everything starts again.
    if (this.#transform.take(observation, this.#standIns)) this.#restart()
    if (this.#transform.known) this.#advance()
  }

  /**
   * After a gap too long to fill, time advances by its steps, or by as many as make all pending forecasts due and keep
   * the phase of the longest season.
   */
  #passGap({ time }: Observation): void {
    const { gaps, leads, seasons, step } = this.#choices
    this.#lastValue.drop()
    this.#sums?.drop()
    if (gaps === 'reset') {
      this.#restart()
      this.#sums = this.#beginSums()
    }
    if (gaps === 'reset' || !this.#transform.known) return
    const longest = leads[leads.length - 1]!
    const steps = gapSteps(this.#times.previous, time, step, longest, Math.max(1, ...seasons))
    for (let k = 1; k <= steps; k++) {
      this.#transform.pass(step ? addSteps(time, step, k - steps - 1) : time, this.#standIns)
      this.#advance()
    }
  }

  #forecast(observation: Observation): Forecast {
    const { leads, levels, season, step } = this.#choices
    const { inside, lower, mixed, upper } = this.#ensemble
    const { changed, held } = this.#transform
    const times = this.#times.next(observation.time, leads, step)
    const ends = (side: number) => (numbers: Float64Array) => this.#transform.endsInDataUnits(numbers, mixed, side)
    const bounded = {
      values: this.#transform.toDataUnits(mixed),
      lower: lower.map(ends(-1)),
      upper: upper.map(ends(1)),
    }
    this.#lastValue.widen(bounded.lower, bounded.upper)
    this.#bounds.keep(bounded.values, bounded.lower, bounded.upper)
    // The errors of sums are in units of the data.
    if (changed.length > 0) this.#sums = this.#beginSums()
    const sums = this.#sums?.issue(bounded.values)
    if (sums) this.#bounds.keep(sums.values, sums.lower, sums.upper, sums.over)
    return new Forecast({
      origin: observation.time,
      observation,
      leads,
      times,
      ...bounded,
      levels,
      sums,
      season,
      inside,
      drift: changed.length > 0 ? changed : undefined,
      doubts: held.length > 0 ? held : undefined,
    })
  }

  state(fields: Fields): void {
    const { levels } = this.#choices
    optionFields(fields, this.#choices)
    fields.part('transform', this.#transform)
    const begin = (scale: string) => {
      demandSpec(scale === 'log' || scale === 'linear', scale)
      return this.#begin(scale === 'log')
    }
    this.#ensemble = fields.built('ensemble', this.#ensemble, this.#ensemble.scale, begin) ?? this.#begin()
    fields.part('standIns', this.#standIns)
    fields.part('times', this.#times)
    if (levels.length > 0) fields.part('lastValue', this.#lastValue)
    fields.part('bounds', this.#bounds)
    if (this.#sums) fields.part('sums', this.#sums)
    if (this.#rows) fields.part('rows', this.#rows)
  }

  /** @returns the whole state as bytes, for `restore` */
  snapshot(): Uint8Array {
    return snapshot(this)
  }

  /**
   * Restores a snapshot. The forecaster then continues with the same bits as the one that was saved.
   *
   * @returns a sentence for each constant that differs
   * @throws DataError if the bytes do not fit a forecaster with these options; in which case nothing is changed
   */
  restore(bytes: Uint8Array): readonly string[] {
    return restore(this, bytes)
  }
}
