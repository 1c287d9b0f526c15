import { type Choices, chosenExperts } from '../defaults/choices.ts'
import type { Selection } from '../defaults/pool.ts'
import { longestSeason } from '../defaults/profile.ts'
import { ConfigError } from '../errors.ts'
import type { Expert, ExpertInput } from '../experts/expert.ts'
import { IntervalTracker } from '../intervals/interval-tracker.ts'
import type { Inside } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { Boa } from './boa.ts'
import type { InputTransform } from './input-transform.ts'
import { LeadSmoothing } from './lead-smoothing.ts'
import { LiveInternals } from './live-internals.ts'
import type { Mixture } from './mixture.ts'
import { MlPoly } from './ml-poly.ts'
import { Shock } from './shock.ts'

/**
 * The experts, the mixture of their forecasts and its intervals, on one scale: values or their logarithms. When the
 * scale of a series changes, a new ensemble replaces it.
 */
export class Ensemble implements Saveable {
  readonly scale: 'linear' | 'log'
  /** Forecasts of the mixture from the current origin, shape [channels × leads]. */
  readonly mixed: Float64Array
  /** Bounds of their intervals, one array a level. */
  readonly lower: readonly Float64Array[]
  readonly upper: readonly Float64Array[]
  readonly #choices: Choices
  readonly #selection: Selection
  readonly #transform: InputTransform
  /** Channels × leads. */
  readonly #size: number
  readonly #neighbours: LeadSmoothing
  readonly #experts: readonly Expert[]
  /** Forecasts of all experts from the current origin, shape [experts × size], and a view for each. */
  readonly #latest: Float64Array
  readonly #views: readonly Float64Array[]
  /** The targets that have arrived, shape [channels]; NaN is missing. */
  readonly #actual: Float64Array
  #mixture!: Mixture
  #shock!: Shock
  #tracker!: IntervalTracker
  #pending!: Pending
  /**
   * Forecasts not yet due, shape [slots × (mixed + 1) × size]: those of the experts that are mixed, then the mixture's.
   */
  #issued!: Float64Array
  #inside!: Inside
  #steps = 0

  /** @throws ConfigError if an expert is unknown, or a custom one lacks a method */
  constructor(choices: Choices, logarithmic: boolean, transform: InputTransform) {
    const { channels, covariates, leads, levels } = choices
    this.scale = logarithmic ? 'log' : 'linear'
    this.#choices = choices
    this.#selection = chosenExperts(choices, logarithmic)
    this.#transform = transform
    this.#size = channels * leads.length
    this.#neighbours = new LeadSmoothing(leads)
    const { recipes } = this.#selection
    const latest = new Float64Array(recipes.length * this.#size)
    const views = recipes.map((_, e) => latest.subarray(e * this.#size, (e + 1) * this.#size))
    const view = (name: string | undefined) =>
      views[recipes.findIndex((recipe) => recipe.name === name)] ?? new Float64Array(this.#size)
    this.#experts = recipes.map((recipe) =>
      demandExpert(recipe.name, recipe.build({ channels, covariates, leads }, view(recipe.base))),
    )
    this.#latest = latest
    this.#views = views
    this.mixed = new Float64Array(this.#size)
    this.#actual = new Float64Array(channels)
    this.lower = levels.map(() => new Float64Array(this.#size))
    this.upper = levels.map(() => new Float64Array(this.#size))
    this.#startMixture()
  }

  /** Names of the experts that are mixed. */
  get expertNames(): string[] {
    return this.#selection.mixed.map((e) => this.#selection.recipes[e]!.name)
  }

  get inside(): Inside {
    return this.#inside
  }

  /** Creates the mixture and the intervals. */
  #startMixture(): void {
    const { channels, leads, levels, mixture, profile } = this.#choices
    const { mixed, recipes } = this.#selection
    this.#mixture =
      mixture === 'boa' ? new Boa(mixed.length, this.#size) : new MlPoly(mixed.length, this.#size, profile.discount)
    this.#shock = new Shock(this.#size)
    const tracker = new IntervalTracker({ channels, leads, levels, ...profile.intervals })
    this.#tracker = tracker
    this.#pending = new Pending(leads)
    this.#issued = new Float64Array(this.#pending.slots * (mixed.length + 1) * this.#size)
    const members = mixed.map((e) => ({
      expert: this.#experts[e]!,
      name: recipes[e]!.name,
      forecasts: this.#views[e]!,
    }))
    const toDataUnits = (numbers: Float64Array) => this.#transform.toDataUnits(numbers)
    const intervals = () => (levels.length > 0 ? tracker.learned : undefined)
    this.#inside = new LiveInternals(members, this.#mixture, toDataUnits, intervals)
  }

  /** Learns from the current input, then forecasts. */
  advance(): void {
    const { input } = this.#transform
    this.#learnErrors(input)
    this.#experts.forEach((expert, e) => {
      const view = this.#views[e]!
      expert.learn(input)
      expert.forecast(view)
      this.#transform.guard(view)
    })
    // Errors made before the season, and the difference from one season ago, were known do not predict later ones.
    if (this.#steps++ === this.#choices.season && this.#steps <= longestSeason + 1) this.#startMixture()
    this.#mix()
    if (this.lower.length > 0) this.#tracker.issue(this.mixed, this.lower, this.upper)
  }

  /** Mixes the forecasts by their weights. */
  #mix(): void {
    const latest = this.#latest
    const mixture = this.#mixture
    const issued = this.#issued
    const size = this.#size
    const { mixed } = this.#selection
    // The first forecast plus weighted differences from it: if all are equal, the mixture has the same bits.
    const first = mixed[0]! * size
    for (let i = 0; i < size; i++) this.mixed[i] = latest[first + i]!
    // A mixture of one has no weights to learn.
    if (mixed.length === 1) return
    mixture.updateWeights()
    this.#neighbours.smooth(mixture.weights, this.#shock.counts)
    const at = this.#pending.issue() * (mixed.length + 1) * size
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

  /** Teaches the mixture and the intervals with the forecasts that are due. */
  #learnErrors({ missing, values }: ExpertInput): void {
    if (this.#selection.mixed.length > 1) this.#learnWeights(missing, values)
    if (this.lower.length === 0) return
    for (let channel = 0; channel < values.length; channel++) {
      this.#actual[channel] = missing[channel] === 1 ? Number.NaN : values[channel]!
    }
    this.#tracker.learn(this.#actual)
  }

  #learnWeights(missing: Uint8Array, values: Float64Array): void {
    const { leads } = this.#choices
    const issued = this.#issued
    const size = this.#size
    const mixedAt = this.#selection.mixed.length * size
    for (let i = 0; i < leads.length; i++) {
      const slot = this.#pending.due(leads[i]!)
      if (slot < 0) break
      const origin = slot * (mixedAt + size)
      for (let channel = 0; channel < values.length; channel++) {
        if (missing[channel] === 1) continue
        const at = channel * leads.length + i
        const mix = issued[origin + mixedAt + at]!
        // The channel had had no value yet.
        if (Number.isNaN(mix)) continue
        const weight = this.#shock.weight(at, values[channel]! - mix)
        this.#mixture.learn(at, values[channel]!, mix, issued, origin, weight)
      }
    }
  }

  /** Frees the networks of its experts. */
  dispose(): void {
    for (const expert of this.#experts) expert.dispose?.()
  }

  state(fields: Fields): void {
    const { mixed, recipes } = this.#selection
    const identities = recipes.map(({ name, identity = name }) => identity)
    fields.same(
      'experts',
      mixed.map((e) => identities[e]!),
    )
    identities.forEach((identity, e) => {
      fields.part(identity, this.#experts[e]!)
    })
    if (mixed.length > 1) {
      fields.part('mixture', this.#mixture)
      fields.part('shock', this.#shock)
      fields.part('pending', this.#pending)
      fields.numbers('issued', this.#issued)
    }
    if (this.lower.length > 0) fields.part('intervals', this.#tracker)
    this.#steps = fields.counter('steps', this.#steps)
  }
}

function demandExpert(name: string, expert: Expert): Expert {
  const missing = (['learn', 'forecast', 'state'] as const).filter((method) => typeof expert?.[method] !== 'function')
  if (missing.length === 0) return expert
  const message = `expected an expert with learn, forecast and state, got one without ${missing.join(' and ')}; state declares the fields that a snapshot keeps`
  throw new ConfigError([{ where: `forecast.experts ${name}:`, message }])
}
