import type { Condition, Fields, Saveable } from '../state/fields.ts'
import { demandOutputs } from './base.ts'
import { createSequenceEngine } from './create-engine.ts'
import type { Floats } from './engine.ts'
import { frontFields } from './front.ts'
import { initialize } from './initialize.ts'
import { loss, outputsPerTarget, soundTargets } from './loss.ts'
import type { LearnResult } from './network.ts'
import { Random } from './random.ts'
import { Schedule } from './schedule.ts'
import type { LearnedSequences, SequenceEngine } from './sequence-engine.ts'
import { type ResolvedSequenceOptions, resolveSequenceOptions, type SequenceLstmOptions } from './sequence-options.ts'
import { expectedInFloat32, inFloat32 } from './sound-state.ts'

/** A sequence to learn from. */
export interface SequenceExample {
  /** Shape [steps × inputs], with at least one step. */
  readonly inputs: Floats
  /** What the loss takes: a number, with `logistic` 0 to 1, with `softmax` the number of a class, from 0. */
  readonly target: number
  /** The loss is that of base + outputs: such as the logits of another model, to be corrected; shape [outputs]. */
  readonly base?: Float64Array | undefined
}

/** Result of `SequenceLstm.learn`. */
export interface SequenceLearnResult extends LearnResult, LearnedSequences {}

/**
 * An LSTM that reads a whole sequence, of any length, from a state of zero, and has one target at its end. The gradient
 * goes back through all steps, to the inputs too, so that what makes the inputs, such as word vectors, can be learned.
 *
 * Memory does not grow with the length in the kernel, which computes steps of a long sequence twice. The reference
 * keeps every step of the longest sequence so far.
 *
 * @example
 * // Is the sum of the sequence positive?
 * const lstm = new SequenceLstm({ inputs: 1, hidden: 8, loss: 'logistic' })
 * lstm.learn([{ inputs: Float64Array.of(1, -2, 3), target: 1 }, { inputs: Float64Array.of(-1), target: 0 }])
 * const [logit] = lstm.outputsOf([Float64Array.of(2, 1)])
 */
export class SequenceLstm implements Saveable {
  readonly kind: 'wasm' | 'reference'
  /** Outputs at the end of a sequence: one, or one for each class or quantile. */
  readonly outputs: number
  private readonly options: ResolvedSequenceOptions
  private readonly engine: SequenceEngine
  private readonly schedule: Schedule
  private readonly targets: Condition

  /** @throws ConfigError if an option is wrong or there is no memory for another network */
  constructor(options: SequenceLstmOptions) {
    this.options = resolveSequenceOptions(options)
    const { inputs, hidden, layers, front, clipNorm, engine, seed, forgetBias, learningRate, warmUp } = this.options
    this.outputs = outputsPerTarget(this.options)
    const shape = { inputs, hidden, layers, outputs: this.outputs, front }
    this.engine = createSequenceEngine(engine, { ...shape, clipNorm })
    this.engine.parameters = initialize(shape, forgetBias, new Random(seed))
    this.kind = this.engine.kind
    this.schedule = new Schedule(learningRate, warmUp)
    this.targets = soundTargets(this.options)
  }

  /** A copy of the weights, in the order of `shape.ts`. */
  get parameters(): Float64Array {
    return this.engine.parameters
  }

  /**
   * The outputs at the end of each sequence, of which nothing is learned.
   *
   * @param sequences each of shape [steps × inputs]
   * @returns shape [sequences × outputs]
   * @throws RangeError if a sequence has no step, part of one, or a number that is not finite in float32
   */
  outputsOf(sequences: readonly Floats[]): Float64Array {
    for (const sequence of sequences) this.demandSequence(sequence)
    return this.engine.run(sequences)
  }

  /**
   * One step of Adam on the mean loss over some sequences, such as a new one and some old ones.
   *
   * @throws RangeError if an example is not of the shape described, or a number in it or its base is not finite in float32
   */
  learn(examples: readonly SequenceExample[]): SequenceLearnResult {
    for (const { inputs, target, base } of examples) {
      this.demandSequence(inputs)
      if (!this.targets.holds(target, 0)) throw misfit(this.expectedTarget, target)
      if (base) demandOutputs('SequenceLstm', 'a base', base, this.outputs, 'outputs')
    }
    const none = { learned: false, loss: 0, gradientNorm: 0, rejected: false, inputSlopes: [] }
    if (examples.length === 0) return none
    const sequences = examples.map(({ inputs }) => inputs)
    const judge = (i: number, outputs: Float64Array) => {
      const { base, target } = examples[i]!
      return loss(this.options, outputs.slice(), Float64Array.of(target), outputs, base).sum
    }
    const result = this.engine.learn(sequences, judge, this.schedule.next)
    if (result.learned) this.schedule.advance()
    return { ...result, rejected: !result.learned }
  }

  /** Frees the memory of the network without waiting for garbage collection; it cannot be used afterwards. */
  dispose(): void {
    this.engine.dispose()
  }

  state(fields: Fields): void {
    fields.same('engine', this.kind)
    for (const name of ['inputs', 'hidden', 'layers', 'classes'] as const) fields.same(name, this.options[name])
    fields.same('levels', this.options.levels)
    frontFields(fields, this.options.front)
    for (const name of rates) fields.constant(name, this.options[name])
    fields.part('schedule', this.schedule)
    fields.part('engine', this.engine)
  }

  private demandSequence(sequence: Floats): void {
    const { inputs } = this.options
    if (sequence.length === 0 || sequence.length % inputs !== 0)
      throw misfit(`steps of ${inputs} numbers, at least one`, sequence.length)
    const wrong = sequence.find((x) => !inFloat32.holds(x, 0))
    if (wrong !== undefined) throw misfit(expectedInFloat32(wrong), wrong)
  }

  private get expectedTarget(): string {
    const { loss, classes } = this.options
    return loss === 'softmax' ? `a target that is a whole number below ${classes}` : `a target ${this.targets.expected}`
  }
}

/** These can change from run to run. */
const rates = ['loss', 'learningRate', 'warmUp', 'clipNorm'] as const

const misfit = (expected: string, got: number) => new RangeError(`SequenceLstm: expected ${expected}, got ${got}`)
