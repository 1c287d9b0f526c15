import type { Expert, Step } from '../experts/expert.ts'
import { addSteps } from '../series/duration.ts'
import type { Forecast, Inside } from '../series/forecast.ts'
import { type Memory, Remembering } from '../series/memory.ts'
import type { Observation } from '../series/observation.ts'
import { timesAhead } from '../series/times-ahead.ts'
import { Pending } from '../stats/pending.ts'
import { Boa } from './boa.ts'
import { type Choices, choose, chosenExperts } from './choices.ts'
import { Conformal } from './conformal.ts'
import { checkFingerprint, fingerprint } from './fingerprint.ts'
import { gapSteps } from './gap-steps.ts'
import { LeadSmoothing } from './lead-smoothing.ts'
import type { Mixture } from './mixture.ts'
import { MlPoly } from './ml-poly.ts'
import type { ForecasterOptions } from './options.ts'
import type { Selection } from './pool.ts'
import { longestSeason } from './profile.ts'
import { Shock } from './shock.ts'
import { StepMaker } from './step-maker.ts'
import { View } from './view.ts'

/**
 * The whole forecaster: a pool of simple experts, LSTMs that learn what some of them leave over, a mixture that is never much worse than the best of them, and intervals that hold what they promise.
 * One pass, no training before: at each observation it learns from the forecasts that are now due and forecasts anew.
 *
 * @example
 * const forecaster = new Forecaster({ leads: [1, 2, 3], channels: 1, cadence: '1d', seed: 1, levels: [0.8] })
 * const { values, lower, upper } = forecaster.observe({ time: 0, values: [12.8], covariates: [] })
 */
export class Forecaster extends Remembering {
  readonly #choices: Choices
  #selection!: Selection
  readonly #size: number
  private readonly maker: StepMaker
  private experts: Expert[] = []
  /** Forecasts of all experts at the newest origin, shape [experts × size]. */
  private readonly latest: Float64Array
  private mixture!: Mixture
  readonly #neighbours: LeadSmoothing
  private shock!: Shock
  private conformal!: Conformal
  private pending!: Pending
  /** Forecasts not yet due, shape [slots × (mixed + 1) × size]: those of the experts that are mixed, then the mixture's. */
  private issued!: Float64Array
  private readonly mixed: Float64Array
  /** Ends of the intervals around it, one array a level. */
  private readonly lower: readonly Float64Array[]
  private readonly upper: readonly Float64Array[]
  /** Each expert's part of `latest`. */
  #views: readonly Float64Array[] = []
  /** The targets that have now arrived; NaN is missing. */
  readonly #actual: Float64Array
  #inside!: Inside
  private previousTime = Number.NaN
  /** Steps since everything began. */
  private steps = 0

  /** @throws ConfigError with everything that is wrong with the options */
  constructor(options: ForecasterOptions) {
    super()
    this.#choices = choose(options)
    const { channels, covariates, leads, levels, logarithmic, scale } = this.#choices
    this.#size = channels * leads.length
    this.#neighbours = new LeadSmoothing(leads)
    this.maker = new StepMaker(channels, covariates, logarithmic, scale !== undefined)
    const count = this.#select().recipes.length
    this.latest = new Float64Array(count * this.#size)
    this.mixed = new Float64Array(this.#size)
    this.#actual = new Float64Array(channels)
    this.lower = levels.map(() => new Float64Array(this.#size))
    this.upper = levels.map(() => new Float64Array(this.#size))
    this.begin()
  }

  /** Names of the experts that are mixed. */
  get expertNames(): string[] {
    return this.#selection.mixed.map((e) => this.#selection.recipes[e]!.name)
  }

  /** The experts for the scale as it is now. */
  #select(): Selection {
    this.#selection = chosenExperts(this.#choices, this.maker.logarithmic === 1)
    return this.#selection
  }

  /** Builds what learns, fresh. */
  private begin(): void {
    const { channels, covariates, leads } = this.#choices
    const { recipes } = this.#select()
    this.#views = recipes.map((_, e) => this.latest.subarray(e * this.#size, (e + 1) * this.#size))
    const view = (name: string | undefined) =>
      this.#views[recipes.findIndex((recipe) => recipe.name === name)] ?? new Float64Array(this.#size)
    this.experts = recipes.map((recipe) => recipe.build({ channels, covariates, leads }, view(recipe.base)))
    this.steps = 0
    this.beginJudging()
  }

  /** Builds what judges the forecasts of the experts, fresh: mixture and intervals. */
  private beginJudging(): void {
    const { channels, leads, levels, mixture, profile } = this.#choices
    const { mixed, recipes } = this.#selection
    this.mixture =
      mixture === 'boa' ? new Boa(mixed.length, this.#size) : new MlPoly(mixed.length, this.#size, profile.discount)
    this.shock = new Shock(this.#size)
    this.conformal = new Conformal({ channels, leads, levels, ...profile.intervals })
    this.pending = new Pending(leads)
    this.issued = new Float64Array(this.pending.slots * (mixed.length + 1) * this.#size)
    const members = mixed.map((e) => ({
      expert: this.experts[e]!,
      name: recipes[e]!.name,
      forecasts: this.#views[e]!,
    }))
    const intervals = () => (levels.length > 0 ? this.conformal.state : undefined)
    this.#inside = new View(members, this.mixture, (numbers) => this.maker.toUser(numbers), intervals)
  }

  /** Learns from an observation, then forecasts from it. Throws DataError where it has not as many values as there are channels, or too few covariates. */
  observe(observation: Observation): Forecast {
    this.maker.check(observation)
    if (observation.restart) this.passGap(observation)
    // On another scale everything begins anew.
    if (this.maker.take(observation)) this.begin()
    const { known } = this.maker
    if (known) this.advance()
    return this.say(observation, known)
  }

  /** A copy of all state, and what it is the state of. */
  override snapshot(): Memory {
    return { ...super.snapshot(), configuration: fingerprint(this.#choices, this.expertNames) }
  }

  /** @throws DataError where the state is not that of a forecaster with these options; where the options differ, before anything is changed */
  override restore(memory: Memory): void {
    const { configuration, ...state } = memory
    checkFingerprint(fingerprint(this.#choices, this.expertNames), configuration)
    const { logarithmic } = (state.maker ?? {}) as Memory
    // Logarithms are left on the way: what learns is then another, and may have to become what it was.
    if ((logarithmic === 0 || logarithmic === 1) && logarithmic !== this.maker.logarithmic) {
      this.maker.logarithmic = logarithmic
      this.begin()
    }
    super.restore(state)
  }

  /** After a gap too long to fill: the clock goes on by as many steps as it takes for all that was due in it to pass, and for the season to come out right. */
  private passGap({ time }: Observation): void {
    const { gaps, leads, season = 1, step } = this.#choices
    if (gaps === 'reset') this.begin()
    if (gaps === 'reset' || !this.maker.known) return
    const longest = leads[leads.length - 1]!
    const steps = gapSteps(this.previousTime, time, step, longest, season)
    for (let k = 1; k <= steps; k++) {
      this.maker.pass(step ? addSteps(time, step, k - steps - 1) : time)
      this.advance()
    }
  }

  /** One step of everything that learns. */
  private advance(): void {
    const { experts, maker } = this
    const { step } = maker
    this.reveal(step)
    for (let e = 0; e < experts.length; e++) {
      const view = this.#views[e]!
      experts[e]!.learn(step)
      experts[e]!.forecast(view)
      maker.guard(view)
    }
    // Errors from before the season, and what differs from one ago, were known say nothing of those after.
    if (this.steps++ === this.#choices.season && this.steps <= longestSeason + 1) this.beginJudging()
    this.mix()
    if (this.lower.length > 0) this.conformal.issue(this.mixed, this.lower, this.upper)
  }

  /** The forecasts by their weights. */
  private mix(): void {
    const { issued, latest, mixture } = this
    const size = this.#size
    const { mixed } = this.#selection
    // As a first forecast and what the others add to it: where all agree, the mixture agrees to the bit.
    const first = mixed[0]! * size
    for (let i = 0; i < size; i++) this.mixed[i] = latest[first + i]!
    // A mixture of one has nothing to weigh.
    if (mixed.length === 1) return
    mixture.settle()
    this.#neighbours.smooth(mixture.weights, this.shock.counts)
    const at = this.pending.issue() * (mixed.length + 1) * size
    for (let m = 0; m < mixed.length; m++) {
      const from = mixed[m]! * size
      for (let i = 0; i < size; i++) {
        const forecast = latest[from + i]!
        issued[at + m * size + i] = forecast
        this.mixed[i]! += mixture.weights[m * size + i]! * (forecast - latest[first + i]!)
      }
    }
    issued.set(this.mixed, at + mixed.length * size)
  }

  /** The mixture and the intervals learn from the forecasts that are due. */
  private reveal({ missing, values }: Step): void {
    if (this.#selection.mixed.length > 1) this.learnWeights(missing, values)
    if (this.lower.length === 0) return
    for (let channel = 0; channel < values.length; channel++) {
      this.#actual[channel] = missing[channel] === 1 ? Number.NaN : values[channel]!
    }
    this.conformal.learn(this.#actual)
  }

  private learnWeights(missing: Uint8Array, values: Float64Array): void {
    const { leads } = this.#choices
    const { issued, mixture } = this
    const size = this.#size
    const mixedAt = this.#selection.mixed.length * size
    for (let i = 0; i < leads.length; i++) {
      const slot = this.pending.due(leads[i]!)
      if (slot < 0) break
      const origin = slot * (mixedAt + size)
      for (let channel = 0; channel < values.length; channel++) {
        if (missing[channel] === 1) continue
        const at = channel * leads.length + i
        const ours = issued[origin + mixedAt + at]!
        const weight = this.shock.weight(at, values[channel]! - ours)
        mixture.learn(at, values[channel]!, ours, issued, origin, weight)
      }
    }
  }

  private say(observation: Observation, known: boolean): Forecast {
    const { leads, levels, season, step } = this.#choices
    const before = Number.isNaN(this.previousTime) ? undefined : this.previousTime
    const times = timesAhead(observation.time, leads, step, before)
    this.previousTime = observation.time
    const copy = (numbers: Float64Array) =>
      known ? this.maker.toUser(numbers) : new Float64Array(this.#size).fill(Number.NaN)
    return {
      origin: observation.time,
      observation,
      leads,
      times,
      values: copy(this.mixed),
      levels,
      lower: this.lower.map(copy),
      upper: this.upper.map(copy),
      season,
      inside: this.#inside,
    }
  }
}
