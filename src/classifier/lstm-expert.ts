import { Random } from '../lstm/random.ts'
import { SequenceLstm } from '../lstm/sequence-lstm.ts'
import type { Fields, Visit } from '../state/fields.ts'
import type { ClassExpert } from './class-expert.ts'
import type { ClassifierOptions } from './classifier-options.ts'
import { ExampleStore, type StoredExample } from './example-store.ts'
import { toLogits, toProbabilities } from './probabilities.ts'
import type { SequenceInputs } from './sequence-inputs.ts'

export interface LstmExpertOptions extends ClassifierOptions {
  readonly learningRate: number
  /** Position of the expert whose logits it corrects. */
  readonly base: number
}

/** Steps of old items that an update has at most, or as many as the new item has if it has more. */
const replayedSteps = 4096

/**
 * An LSTM that learns to correct another expert's logits: softmax(base + network), with a head of zeros at first, so that
 * it begins as that expert. Each label is one step of Adam on its item and some old ones, whose base is what was answered
 * before their labels were known. Of the old ones drawn, those are left out that would make the steps of all of them more
 * than 4,096, or than those of the new item if it has more, so that a long item does not slow the short ones after it.
 */
export class LstmExpert<Item> implements ClassExpert<Item> {
  readonly name = 'lstm'
  private readonly options: LstmExpertOptions
  private readonly inputs: SequenceInputs<Item>
  private readonly network: SequenceLstm
  private readonly random: Random
  private readonly store: ExampleStore<Item>

  constructor(options: LstmExpertOptions, inputs: SequenceInputs<Item>, visit: Visit<Item>) {
    const { classes, hidden, learningRate, memory, seed, engine } = options
    this.options = options
    this.inputs = inputs
    const loss = { loss: 'softmax', classes } as const
    this.network = new SequenceLstm({ inputs: inputs.width, hidden, learningRate, seed, engine, ...loss })
    this.random = new Random(seed + 1)
    this.store = new ExampleStore(memory, classes, visit)
  }

  answer(item: Item, before: readonly Float64Array[], out: Float64Array): void {
    toLogits(before[this.options.base]!, out)
    const inputs = this.inputs.of(item)
    if (inputs.length > 0) {
      const correction = this.network.outputsOf([inputs])
      for (let c = 0; c < out.length; c++) out[c]! += correction[c]!
    }
    toProbabilities(out)
  }

  learn(item: Item, label: number, answers: readonly Float64Array[]): void {
    this.inputs.meet(item)
    const steps = this.inputs.steps(item)
    if (steps === 0) return
    const base = new Float64Array(this.options.classes)
    toLogits(answers[this.options.base]!, base)
    const example = { item: this.inputs.kept(item), label, base }
    const batch = [example, ...this.replays(Math.max(replayedSteps, steps))]
    this.store.add(example)
    const { inputSlopes } = this.network.learn(
      batch.map(({ item, label, base }) => ({ inputs: this.inputs.toLearn(item), target: label, base })),
    )
    this.inputs.learn(inputSlopes)
  }

  /** Old items at random, of at most `room` steps together. */
  private replays(room: number): StoredExample<Item>[] {
    const drawn: StoredExample<Item>[] = []
    if (this.store.size === 0) return drawn
    for (let i = 0; i < this.options.replays; i++) {
      const old = this.store.at(this.random.below(this.store.size))
      const steps = this.inputs.steps(old.item)
      if (steps > room) continue
      drawn.push(old)
      room -= steps
    }
    return drawn
  }

  dispose(): void {
    this.network.dispose()
  }

  state(fields: Fields): void {
    fields.constant('replays', this.options.replays)
    fields.part('inputs', this.inputs)
    fields.part('network', this.network)
    fields.part('random', this.random)
    fields.part('store', this.store)
  }
}
