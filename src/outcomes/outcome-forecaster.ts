import type { JoinNetwork } from '../defaults/pool.ts'
import { DataError } from '../errors.ts'
import { Forecast, type Inside } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import type { OutcomeChannels } from '../series/outcome-channels.ts'
import { placeText } from '../series/place.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { restore } from '../state/restore.ts'
import { snapshot } from '../state/snapshot.ts'
import { zeros } from '../state/zeros.ts'
import { addSteps, type Duration, parseDuration } from '../time/duration.ts'
import { gapSteps } from '../time/gap-steps.ts'
import { TimesAhead } from '../time/times-ahead.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { demandNone } from '../words/check-argument.ts'
import { expertProblems, selectExperts } from './chosen-experts.ts'
import { hitOf } from './logit.ts'
import { channelNames, groupsOf } from './outcome.ts'
import type { OutcomeForecasterOptions } from './outcome-forecaster-options.ts'
import { OutcomeModel } from './outcome-model.ts'
import { OutcomesInside } from './outcomes-inside.ts'

/**
 * Forecasts outcomes as probabilities by lead: experts from base rates to LSTMs, mixed by their log losses. At each
 * observation it learns from the labels that are now known, then forecasts again.
 *
 * @example
 * const rain = { name: 'rain', column: 0, over: 'lead', operator: '>', threshold: { kind: 'number', value: 0 } } as const
 * const forecaster = new OutcomeForecaster({ leads: [1, 2], outcomes: [rain], channels: 1 })
 * const { values } = forecaster.observe({ time: 0, values: [3.2] }) // the probabilities of rain in one and two steps
 */
export class OutcomeForecaster implements Saveable {
  readonly #options: OutcomeForecasterOptions
  readonly #step: Duration | undefined
  readonly #models: readonly OutcomeModel[]
  readonly #channels: OutcomeChannels
  readonly #times = new TimesAhead()
  private readonly values: Float64Array
  readonly #missing: Uint8Array
  private steps = 0
  readonly inside: Inside

  /**
   * @param join creates networks that have their weights in common with those of other series; by default each learns
   * from its own alone
   * @throws ConfigError with every unknown expert, or outcome without one
   */
  constructor(options: OutcomeForecasterOptions, join?: JoinNetwork) {
    const { cadence, channels, covariates = 0, leads, outcomes } = options
    demandNone('forecast', expertProblems(options))
    this.#options = options
    this.#step = cadence === undefined ? undefined : parseDuration(cadence)
    this.#channels = { names: channelNames(outcomes), groups: groupsOf(outcomes) }
    const selections = selectExperts(options)
    this.#models = outcomes.map((outcome, k) => new OutcomeModel(outcome, leads, selections[k]!, join))
    this.values = zeros(channels + covariates).fill(Number.NaN)
    this.#missing = new Uint8Array(channels + covariates)
    this.inside = new OutcomesInside(this.#models, leads.length)
  }

  /** Names of the experts of any outcome. */
  get expertNames(): readonly string[] {
    return this.inside.experts
  }

  get leads(): readonly number[] {
    return this.#options.leads
  }

  /** What its channels are of. */
  get outcomes(): OutcomeChannels {
    return this.#channels
  }

  /** Frees the memory of its LSTMs without waiting for garbage collection. */
  dispose(): void {
    for (const model of this.#models) model.dispose()
  }

  /**
   * Learns from an observation, then forecasts from it.
   *
   * @returns probabilities of all channels and leads; its `observation` holds the labels of now, `actuals` those of the
   * forecasts now due
   * @throws DataError if it has the wrong number of values, or too few covariates
   */
  observe(observation: Observation): Forecast {
    const { covariates = 0, channels, leads, season } = this.#options
    this.#check(observation)
    if (observation.restart) this.#passGap(observation.time)
    for (let k = 0; k < channels + covariates; k++) {
      const value = k < channels ? observation.values[k]! : observation.covariates![k - channels]!
      this.#missing[k] = Number.isFinite(value) ? 0 : 1
      if (this.#missing[k] === 0) this.values[k] = value
    }
    this.#advance(observation.time, observation.ahead)
    const size = this.#channels.groups.length * leads.length
    const values = new Float64Array(size)
    const actuals = new Float64Array(size)
    const present = new Float64Array(this.#channels.groups.length)
    let at = 0
    for (const { channels: own, labels, mixed } of this.#models) {
      values.set(mixed, at * leads.length)
      for (let channel = 0; channel < own; channel++, at++) {
        present[at] = hitOf(labels.shown, own, channel)
        for (let i = 0; i < leads.length; i++) actuals[at * leads.length + i] = hitOf(labels.due[i]!, own, channel)
      }
    }
    return new Forecast({
      origin: observation.time,
      observation: { ...observation, values: present },
      leads,
      times: this.#times.next(observation.time, leads, this.#step),
      values,
      levels: [],
      lower: [],
      upper: [],
      season: season?.[0],
      inside: this.inside,
      outcomes: this.#channels,
      actuals,
    })
  }

  #advance(time: number, ahead: ArrayLike<number> | undefined): void {
    const { known = 0, leads } = this.#options
    const seen = Float64Array.from({ length: (1 + leads.length) * known }, (_, k) => ahead?.[k] ?? Number.NaN)
    const input = { time, step: this.steps++, values: this.values, missing: this.#missing, ahead: seen }
    for (const model of this.#models) model.advance(input)
  }

  /** After a gap too long to fill, time advances by its steps without a value. */
  #passGap(time: number): void {
    const { leads, season = [] } = this.#options
    if (Number.isNaN(this.#times.previous)) return
    const step = this.#step
    const steps = gapSteps(this.#times.previous, time, step, leads[leads.length - 1]!, Math.max(1, ...season))
    this.#missing.fill(1)
    for (let k = 1; k <= steps; k++) this.#advance(step ? addSteps(time, step, k - steps - 1) : time, undefined)
  }

  #check({ covariates = [], row, time, values }: Observation): void {
    const { channels, covariates: wanted = 0 } = this.#options
    const refuse = (expected: string, got: number) => {
      const where = row ? placeText(row.place) : `observation of ${formatTimestamp(time)}:`
      throw new DataError(`${where} expected ${expected}, got ${got}`)
    }
    if (values.length !== channels) refuse(`${channels} values`, values.length)
    if (covariates.length < wanted) refuse(`${wanted} covariates`, covariates.length)
  }

  state(fields: Fields): void {
    const { covariates, channels, known, leads, outcomes } = this.#options
    fields.same('leads', leads)
    fields.same('sizes', [channels, covariates ?? 0, known ?? 0])
    fields.same('outcomes', JSON.stringify(outcomes))
    fields.part('times', this.#times)
    fields.numbers('values', this.values)
    this.steps = fields.counter('steps', this.steps)
    outcomes.forEach(({ name }, k) => {
      fields.part(name, this.#models[k]!)
    })
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
