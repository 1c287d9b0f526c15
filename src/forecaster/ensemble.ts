import { type Choices, chosenExperts } from '../defaults/choices.ts'
import type { Selection } from '../defaults/pool.ts'
import { ConfigError } from '../errors.ts'
import type { Expert, ExpertInput } from '../experts/expert.ts'
import { IntervalTracker } from '../intervals/interval-tracker.ts'
import type { Inside } from '../series/forecast.ts'
import type { KnownWorth } from '../series/known-worth.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { Inheritance } from './inheritance.ts'
import type { InputTransform } from './input-transform.ts'
import { KnownStage } from './known-stage.ts'
import { LiveInternals } from './live-internals.ts'
import { Mixture } from './mixture.ts'
import type { Shared } from './shared-learning.ts'

/**
 * The experts, the mixture of their forecasts and its intervals, on one scale: values or their logarithms. When the
 * scale of a series changes, a new ensemble replaces it.
 */
export class Ensemble implements Saveable {
  readonly scale: 'linear' | 'log'
  /** Forecasts from the current origin, of the mixture and corrected, shape [channels × leads]; NaN before the first. */
  readonly mixed: Float64Array
  /** Bounds of their intervals, one array a level. */
  readonly lower: readonly Float64Array[]
  readonly upper: readonly Float64Array[]
  readonly #selection: Selection
  readonly #transform: InputTransform
  /** Channels × leads. */
  readonly #size: number
  readonly #experts: readonly Expert[]
  /** Forecasts of each expert from the current origin, shape [size]. */
  readonly #views: readonly Float64Array[]
  /** The views of the experts that are mixed. */
  readonly #members: readonly Float64Array[]
  /** The targets that have arrived, shape [channels]; NaN is missing. */
  readonly #actual: Float64Array
  readonly #mixture: Mixture
  /** Corrects the forecasts of the mixture; undefined if nothing is known ahead. */
  readonly #known: KnownStage | undefined
  readonly #tracker: IntervalTracker
  readonly inside: Inside
  /** Undefined if it learns from its own series alone. */
  readonly #inheritance: Inheritance | undefined

  /** @throws ConfigError if an expert is unknown, or a custom one lacks a method */
  constructor(choices: Choices, logarithmic: boolean, transform: InputTransform, shared?: Shared) {
    const { channels, covariates, known, leads, levels, mixture, point, profile, seasons } = choices
    this.scale = logarithmic ? 'log' : 'linear'
    this.#selection = chosenExperts(choices, logarithmic)
    this.#transform = transform
    this.#size = channels * leads.length
    const { mixed, recipes } = this.#selection
    const views = recipes.map(() => zeros(this.#size))
    const view = (name: string | undefined) =>
      views[recipes.findIndex((recipe) => recipe.name === name)] ?? zeros(this.#size)
    this.#experts = recipes.map((recipe) =>
      demandExpert(recipe.name, recipe.build({ channels, covariates, known, leads }, view(recipe.base), shared?.join)),
    )
    this.#views = views
    this.#members = mixed.map((e) => views[e]!)
    const unknown = () => zeros(this.#size).fill(Number.NaN)
    this.mixed = unknown()
    this.#actual = zeros(channels)
    this.lower = levels.map(unknown)
    this.upper = levels.map(unknown)
    this.#mixture = new Mixture({
      experts: mixed.length,
      channels,
      leads,
      persistence: mixed.findIndex((e) => recipes[e]!.name === 'persistence'),
      point,
      algorithm: mixture,
      discount: profile.discount,
    })
    const { discount } = profile
    const short = seasons.filter((steps) => steps <= profile.longestSeason)
    const season = short.length > 0 ? Math.min(...short) : 1
    const stage = { channels, known, leads, season, point, algorithm: mixture, discount }
    this.#known = known > 0 ? new KnownStage(stage, transform) : undefined
    const tracker = new IntervalTracker({ channels, leads, levels })
    this.#tracker = tracker
    const members = mixed.map((e) => ({
      expert: this.#experts[e]!,
      name: recipes[e]!.name,
      forecasts: views[e]!,
    }))
    const kind = `${profile.kind} ${this.scale}`
    const parts = recipes.map(({ name, identity = name }, e) => [identity, this.#experts[e]!] as const)
    this.#inheritance =
      shared &&
      new Inheritance([...parts, ['mixture', this.#mixture.prior]], (name, size) =>
        shared.prior(`${kind} ${name}`, size),
      )
    const toDataUnits = (numbers: Float64Array) => this.#transform.toDataUnits(numbers)
    const intervals = () => (levels.length > 0 ? tracker.learned : undefined)
    this.inside = new LiveInternals(members, this.#mixture, toDataUnits, intervals)
  }

  /** Names of the experts that are mixed. */
  get expertNames(): string[] {
    return this.#selection.mixed.map((e) => this.#selection.recipes[e]!.name)
  }

  /** What the columns known ahead were worth so far. */
  get worth(): readonly KnownWorth[] {
    return this.#known?.worth ?? []
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
    this.#mixture.mix(this.#members, this.mixed)
    this.#transform.fillUnknown(this.mixed)
    this.#known?.correct(input, this.mixed)
    if (this.lower.length > 0) this.#tracker.issue(this.mixed, this.lower, this.upper)
    this.#inheritance?.passOn(this.#mixture.prior.targets)
  }

  /** Teaches the mixture and the intervals with the forecasts that are due. */
  #learnErrors({ missing, values }: ExpertInput): void {
    for (let channel = 0; channel < values.length; channel++) {
      this.#actual[channel] = missing[channel] === 1 ? Number.NaN : values[channel]!
    }
    this.#mixture.learn(this.#actual)
    this.#known?.learn(this.#actual)
    if (this.lower.length > 0) this.#tracker.learn(this.#actual)
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
    fields.part('mixture', this.#mixture)
    if (this.#known) fields.part('known', this.#known)
    if (this.lower.length > 0) fields.part('intervals', this.#tracker)
  }
}

function demandExpert(name: string, expert: Expert): Expert {
  const missing = (['learn', 'forecast', 'state'] as const).filter((method) => typeof expert?.[method] !== 'function')
  if (missing.length === 0) return expert
  const message = `expected an expert with learn, forecast and state, got one without ${missing.join(' and ')}; state declares the fields that a snapshot keeps`
  throw new ConfigError([{ where: `forecast.experts ${name}:`, message }])
}
