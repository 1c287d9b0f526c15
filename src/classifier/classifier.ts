import type { Fields, Saveable } from '../state/fields.ts'
import type { ClassExpert } from './class-expert.ts'
import { LogPool } from './log-pool.ts'
import { Mixture } from './mixture.ts'

/** What a classifier says of an item. */
export interface Answer {
  /** Probabilities of the classes, which sum to 1. */
  readonly probabilities: Float64Array
  /** Those of each expert, and of the pool of them last. */
  readonly experts: readonly Float64Array[]
}

/** Experts for classes, their pool, and the mixture of all. */
export class Classifier<Item> implements Saveable {
  /** Names of the experts, `pool` last. */
  readonly names: readonly string[]
  private readonly classes: number
  private readonly experts: readonly ClassExpert<Item>[]
  private readonly pool: LogPool
  private readonly mixture: Mixture
  private readonly parts: Readonly<Record<string, Saveable>>

  /** @param parts what the experts have in common, by name */
  constructor(classes: number, experts: readonly ClassExpert<Item>[], parts: Readonly<Record<string, Saveable>>) {
    this.classes = classes
    this.experts = experts
    this.parts = parts
    this.names = [...experts.map(({ name }) => name), 'pool']
    this.pool = new LogPool(experts.length, classes)
    this.mixture = new Mixture(this.names.length)
  }

  /** Weights of the experts and of the pool in the mixture. */
  get weights(): Float64Array {
    return this.mixture.weights.slice()
  }

  answer(item: Item): Answer {
    const answers: Float64Array[] = []
    for (const expert of this.experts) {
      const out = new Float64Array(this.classes)
      expert.answer(item, answers, out)
      answers.push(out)
    }
    const pooled = new Float64Array(this.classes)
    this.pool.answer(answers, pooled)
    answers.push(pooled)
    const probabilities = new Float64Array(this.classes)
    this.mixture.answer(answers, probabilities)
    return { probabilities, experts: answers }
  }

  /**
   * Learns a label.
   *
   * @param answer what was answered before; experts are weighed by it, although they may know more by now
   */
  learn(item: Item, label: number, { experts }: Answer): void {
    this.mixture.learn(experts, label)
    this.pool.learn(experts.slice(0, -1), label)
    for (const expert of this.experts) expert.learn(item, label, experts)
  }

  dispose(): void {
    for (const expert of this.experts) expert.dispose?.()
  }

  state(fields: Fields): void {
    for (const [name, part] of Object.entries(this.parts)) fields.part(name, part)
    for (const expert of this.experts) fields.part(expert.name, expert)
    fields.part('pool', this.pool)
    fields.part('mixture', this.mixture)
  }
}
