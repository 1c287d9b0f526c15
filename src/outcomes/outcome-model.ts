import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { Labels } from './labels.ts'
import { LogMixture } from './log-mixture.ts'
import { channelsOf, labelsOf, type Outcome } from './outcome.ts'
import type { OutcomeExpert, OutcomeInput } from './outcome-expert.ts'
import type { OutcomeRecipe } from './outcome-pool.ts'

/** The labels of one outcome, its experts, and the mixture of their probabilities. */
export class OutcomeModel implements Saveable {
  readonly channels: number
  readonly names: readonly string[]
  readonly experts: readonly OutcomeExpert[]
  /** Probabilities of each expert, shape [channels × leads]. */
  readonly views: readonly Float64Array[]
  readonly mixture: LogMixture
  /** Probabilities from the current origin, shape [channels × leads]. */
  readonly mixed: Float64Array
  readonly labels: Labels
  readonly #column: number

  constructor(outcome: Outcome, leads: readonly number[], recipes: readonly OutcomeRecipe[]) {
    this.channels = channelsOf(outcome)
    this.#column = outcome.column
    this.names = recipes.map(({ name }) => name)
    this.experts = recipes.map((recipe) => recipe.build())
    const size = this.channels * leads.length
    this.views = recipes.map(() => zeros(size))
    this.mixed = zeros(size)
    this.labels = new Labels(outcome, leads)
    this.mixture = new LogMixture({ channels: this.channels, labels: labelsOf(outcome), leads }, recipes.length)
  }

  /** Learns from the labels that are now known, then forecasts. */
  advance(input: Omit<OutcomeInput, 'due' | 'present'>): void {
    const { labels } = this
    labels.next(input.missing[this.#column] === 1 ? Number.NaN : input.values[this.#column]!)
    this.mixture.learn(labels.due)
    const seen = { ...input, present: labels.present, due: labels.due }
    this.experts.forEach((expert, e) => {
      expert.learn(seen)
      expert.forecast(this.views[e]!)
    })
    this.mixture.mix(this.views, this.mixed)
  }

  dispose(): void {
    for (const expert of this.experts) expert.dispose?.()
  }

  state(fields: Fields): void {
    fields.part('labels', this.labels)
    this.experts.forEach((expert, e) => {
      fields.part(this.names[e]!, expert)
    })
    fields.part('mixture', this.mixture)
    fields.numbers('mixed', this.mixed)
  }
}
