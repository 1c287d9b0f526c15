import { type Choices, choose } from '../defaults/choices.ts'
import type { ForecasterOptions } from '../defaults/options.ts'
import type { ExpertInput } from '../experts/expert.ts'
import { ResidualLstm } from '../experts/residual-lstm.ts'
import { Bounds } from '../forecaster/bounds.ts'
import type { Forecast } from '../series/forecast.ts'
import type { Observation } from '../series/observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { gapSteps } from '../time/gap-steps.ts'
import { QuantileTracker } from './quantile-tracker.ts'

/** The median, and the ends of an interval for each level. */
interface Quantiles {
  readonly values: Float64Array
  readonly lower: readonly Float64Array[]
  readonly upper: readonly Float64Array[]
}

/**
 * Quantiles by an LSTM with the pinball loss, of the residuals of the forecaster's forecasts in units of their size. At
 * each lead they are sorted, so that they do not cross; a factor of their distance from the median keeps their coverage.
 */
export class DirectQuantiles implements Saveable {
  readonly #choices: Choices
  readonly #levels: readonly number[]
  readonly #base: Float64Array
  readonly #bounds: Bounds
  private readonly expert: ResidualLstm
  private readonly tracker: QuantileTracker
  private readonly input: ExpertInput & { time: number }
  private previous = Number.NaN

  constructor(options: ForecasterOptions) {
    const choices = choose(options)
    const { channels, covariates, engine, hidden, leads, levels, memory, profile, seasons, seed } = choices
    this.#choices = choices
    this.#levels = [
      ...levels.toReversed().map((level) => (1 - level) / 2),
      0.5,
      ...levels.map((level) => (1 + level) / 2),
    ]
    this.#base = zeros(channels * leads.length)
    this.#bounds = new Bounds(channels, choices)
    const short = seasons.filter((season) => season <= profile.longestSeason)
    this.expert = new ResidualLstm(
      { channels, covariates, leads },
      {
        ...profile.inputs,
        season: short.length > 0 ? Math.min(...short) : 0,
        reach: 1,
        hidden,
        window: profile.window,
        replays: profile.replays,
        learningRate,
        replayRows: memory,
        seed,
        engine,
        levels: this.#levels,
      },
      this.#base,
      true,
    )
    this.tracker = new QuantileTracker(channels, leads, levels)
    const missing = new Uint8Array(channels)
    this.input = { time: 0, values: zeros(channels).fill(Number.NaN), missing, covariates: zeros(covariates) }
  }

  /**
   * Learns from an observation, then forecasts from it.
   *
   * @param forecast of the forecaster from the same observation
   */
  observe(observation: Observation, { values: point }: Forecast): Quantiles {
    const { time, restart = false } = observation
    if (restart) this.passGap(time)
    this.previous = time
    this.tracker.learn(observation.values)
    this.take(observation)
    this.#base.set(point)
    return this.input.values.some(Number.isNaN) ? this.unknown() : this.quantiles(time)
  }

  /** A missing value becomes the last one. */
  private take({ values, covariates = [] }: Observation): void {
    const { input } = this
    for (let channel = 0; channel < input.values.length; channel++) {
      const value = values[channel]!
      input.missing[channel] = Number.isNaN(value) ? 1 : 0
      if (!Number.isNaN(value)) input.values[channel] = value
    }
    for (let i = 0; i < input.covariates.length; i++) {
      const value = covariates[i]!
      if (!Number.isNaN(value)) input.covariates[i] = value
    }
  }

  private quantiles(time: number): Quantiles {
    this.input.time = time
    this.expert.learn(this.input)
    const width = this.#levels.length
    const all = new Float64Array(this.#base.length * width)
    this.expert.forecast(all)
    for (let at = 0; at < all.length; at += width) all.subarray(at, at + width).sort()
    const middle = (width - 1) / 2
    const of = (n: number) => this.#base.map((_, at) => all[at * width + n]!)
    const { levels } = this.#choices
    const lower = levels.map((_, i) => of(middle - 1 - i))
    const upper = levels.map((_, i) => of(middle + 1 + i))
    const result = { values: of(middle), lower, upper }
    this.tracker.issue(result.values, lower, upper)
    this.#bounds.keep(result.values, lower, upper)
    return result
  }

  private unknown(): Quantiles {
    const none = () => this.#base.map(() => Number.NaN)
    const { levels } = this.#choices
    const [values, lower, upper] = [none(), levels.map(none), levels.map(none)]
    this.tracker.issue(values, lower, upper)
    return { values, lower, upper }
  }

  /** After a gap too long to fill time goes on, as in the forecaster. */
  private passGap(time: number): void {
    const { leads, seasons, step } = this.#choices
    if (this.input.values.some(Number.isNaN)) return
    this.input.missing.fill(1)
    this.tracker.drop()
    const steps = gapSteps(this.previous, time, step, leads.at(-1)!, Math.max(1, ...seasons))
    for (let k = 0; k < steps; k++) this.expert.learn(this.input)
  }

  /** Frees the network. */
  dispose(): void {
    this.expert.dispose()
  }

  state(fields: Fields): void {
    fields.same('quantiles', this.#levels)
    fields.part('expert', this.expert)
    fields.part('tracker', this.tracker)
    fields.numbers('values', this.input.values)
    fields.numbers('covariates', this.input.covariates)
    this.previous = fields.number('previous', this.previous)
  }
}

/** Step size of Adam: with 3e-3 the intervals are too narrow by another 1.5 % of the values. */
const learningRate = 1e-3
