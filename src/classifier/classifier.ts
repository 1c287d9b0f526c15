import type { Fields, Saveable } from '../state/fields.ts'
import { LogWeights } from '../stats/log-weights.ts'
import type { ClassExpert } from './class-expert.ts'
import { LogPool } from './log-pool.ts'

/** What a classifier says of an item. */
export interface Answer {
  /** Probabilities of the classes, which sum to 1. */
  readonly probabilities: Float64Array
  /** Those of each expert, and of the pool of them last. */
  readonly experts: readonly Float64Array[]
}

/** Initial weight of the pool in the mixture; the experts share the rest equally. */
const ofPool = 0.5

/**
 * Experts for classes, their pool, and the mixture of all by Bayes' rule: the sum of its log losses exceeds that of the pool
 * by at most ln 2, that of the best of N experts by at most ln 2N, and both by 1/1000 a label, which lets weights come back.
 */
export class Classifier<Item> implements Saveable {
  /** Names of the experts, `pool` last. */
  readonly names: readonly string[]
  private readonly classes: number
  private readonly experts: readonly ClassExpert<Item>[]
  private readonly pool: LogPool
  private readonly mixture: LogWeights
  private readonly parts: Readonly<Record<string, Saveable>>

  /** @param parts what the experts have in common, by name */
  constructor(classes: number, experts: readonly ClassExpert<Item>[], parts: Readonly<Record<string, Saveable>>) {
    this.classes = classes
    this.experts = experts
    this.parts = parts
    this.names = [...experts.map(({ name }) => name), 'pool']
    this.pool = new LogPool(experts.length, classes)
    this.mixture = new LogWeights([...experts.map(() => (1 - ofPool) / experts.length), ofPool])
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
    for (let c = 0; c < this.classes; c++) probabilities[c] = this.mixture.mean(0, given(answers, c))
    return { probabilities, experts: answers }
  }

  /**
   * Learns a label.
   *
   * @param answer what was answered before; experts are weighed by it, although they may know more by now
   */
  learn(item: Item, label: number, { experts }: Answer): void {
    this.mixture.learn(0, given(experts, label))
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

/** The probability of a class in each answer. */
const given = (answers: readonly Float64Array[], c: number) => answers.map((answer) => answer[c]!)
