import type { JoinNetwork } from '../defaults/pool.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { OutcomeSelection } from './chosen-experts.ts'
import { inOrderOfLeads } from './in-order-of-leads.ts'
import { Labels } from './labels.ts'
import { channelsOf, isClassification, labelsOf, type Outcome } from './outcome.ts'
import type { OutcomeExpert, OutcomeInput } from './outcome-expert.ts'
import { OutcomeMixture } from './outcome-mixture.ts'

/** The labels of one outcome, its experts, and the mixture of their probabilities. */
export class OutcomeModel implements Saveable {
  readonly channels: number
  /** Names of the experts that are mixed, then of the stack and the base rate. */
  readonly names: readonly string[]
  readonly labels: Labels
  readonly experts: readonly { readonly name: string; readonly expert: OutcomeExpert }[]
  /** Probabilities of the experts that are mixed, shape [channels × leads] each. */
  readonly members: readonly Float64Array[]
  readonly mixture: OutcomeMixture
  /** Probabilities from the current origin, shape [channels × leads]. */
  readonly mixed: Float64Array
  readonly #column: number
  /** Whether more leads make it more or less probable; 0 if each lead is a question of its own. */
  readonly #order: 1 | 0 | -1
  readonly #views: readonly Float64Array[]

  constructor(outcome: Outcome, leads: readonly number[], { mixed, recipes }: OutcomeSelection, join?: JoinNetwork) {
    this.channels = channelsOf(outcome)
    this.#column = outcome.column
    this.#order = isClassification(outcome) || outcome.over === 'lead' ? 0 : outcome.over === 'any' ? 1 : -1
    this.names = mixed.map((e) => recipes[e]!.name)
    this.labels = new Labels(outcome, leads)
    const size = this.channels * leads.length
    this.#views = recipes.map(() => zeros(size))
    const view = (name: string | undefined) =>
      this.#views[recipes.findIndex((recipe) => recipe.name === name)] ?? zeros(size)
    this.experts = recipes.map((recipe) => ({ name: recipe.name, expert: recipe.build(view(recipe.base), join) }))
    this.members = mixed.map((e) => this.#views[e]!)
    this.mixture = new OutcomeMixture({ channels: this.channels, labels: labelsOf(outcome), leads }, mixed.length)
    this.mixed = zeros(size)
  }

  /** Learns from the labels that are now known, then forecasts. */
  advance(input: Omit<OutcomeInput, 'due' | 'limit' | 'present'>): void {
    const { labels } = this
    labels.next(input.missing[this.#column] === 1 ? Number.NaN : input.values[this.#column]!)
    this.mixture.learn(labels.due)
    const { due, limit, present } = labels
    const seen = { ...input, due, limit, present }
    this.experts.forEach(({ expert }, e) => {
      const view = this.#views[e]!
      expert.learn(seen)
      expert.forecast(view)
      if (!view.every(Number.isFinite)) sleep(view, this.channels)
    })
    // The base rate is the first.
    this.mixture.mix(this.members, this.#views[0]!, this.mixed)
    if (this.#order !== 0) inOrderOfLeads(this.mixed, this.#order)
  }

  dispose(): void {
    for (const { expert } of this.experts) expert.dispose?.()
  }

  state(fields: Fields): void {
    fields.part('labels', this.labels)
    for (const { expert, name } of this.experts) fields.part(name, expert)
    fields.part('mixture', this.mixture)
    fields.numbers('mixed', this.mixed)
  }
}

/** Lets an expert sleep at a lead if any of its probabilities there is not usable. */
function sleep(view: Float64Array, channels: number): void {
  const leads = view.length / channels
  for (let i = 0; i < leads; i++) {
    let sum = 0
    for (let k = 0; k < channels; k++) sum += view[k * leads + i]!
    if (!Number.isFinite(sum)) for (let k = 0; k < channels; k++) view[k * leads + i] = Number.NaN
  }
}
