import type { Fields } from '../state/fields.ts'
import { adam, clipFactor, globalNorm, type Update } from './adam.ts'
import type { Floats } from './engine.ts'
import { backward, forward, type Trace, traceOf } from './reference.ts'
import type { Judge, LearnedSequences, SequenceEngine, SequenceEngineOptions } from './sequence-engine.ts'
import { parameterCount } from './shape.ts'
import { inFloat32, secondMoments } from './sound-state.ts'

/** The textbook LSTM over whole sequences: float64, readable, runs everywhere. */
export class ReferenceSequences implements SequenceEngine {
  readonly kind = 'reference'
  gradient: Float64Array
  private readonly options: SequenceEngineOptions
  private readonly weights: Float64Array
  private readonly first: Float64Array
  private readonly second: Float64Array
  private readonly start: Float64Array
  /** As long as the longest sequence so far. */
  private trace: Trace

  constructor(options: SequenceEngineOptions) {
    const numbers = () => new Float64Array(parameterCount(options))
    this.options = options
    this.weights = numbers()
    this.gradient = numbers()
    this.first = numbers()
    this.second = numbers()
    this.start = new Float64Array(options.layers * 2 * options.hidden)
    this.trace = traceOf(options, 1)
  }

  get parameters(): Float64Array {
    return this.weights.slice()
  }

  set parameters(parameters: Float64Array) {
    this.weights.set(parameters)
  }

  run(sequences: readonly Floats[]): Float64Array {
    const { outputs } = this.options
    const results = new Float64Array(sequences.length * outputs)
    sequences.forEach((sequence, i) => {
      results.set(this.forward(sequence), i * outputs)
    })
    return results
  }

  learn(sequences: readonly Floats[], judge: Judge, update: Update): LearnedSequences {
    const { inputs, outputs, clipNorm } = this.options
    const gradient = new Float64Array(this.weights.length)
    let loss = 0
    const inputSlopes = sequences.map((sequence, i) => {
      const slopes = this.forward(sequence)
      loss += judge(i, slopes) / sequences.length
      const steps = sequence.length / inputs
      const dPrediction = new Float64Array(steps * outputs)
      for (let q = 0; q < outputs; q++) dPrediction[(steps - 1) * outputs + q] = slopes[q]! / sequences.length
      const dInputs = new Float64Array(sequence.length)
      backward(this.options, this.weights, this.trace, steps, dPrediction, gradient, dInputs)
      return dInputs
    })
    const norm = globalNorm(gradient)
    const result = { loss, gradientNorm: norm, inputSlopes }
    if (!Number.isFinite(norm) || !Number.isFinite(loss)) return { learned: false, ...result }
    this.gradient = gradient
    adam(this.weights, gradient, clipFactor(norm, clipNorm), this.first, this.second, update)
    return { learned: true, ...result }
  }

  /** A copy of the outputs after the last step. */
  private forward(sequence: Floats): Float64Array {
    const { inputs, outputs } = this.options
    const steps = sequence.length / inputs
    if (this.trace.steps < steps) this.trace = traceOf(this.options, steps)
    forward(this.options, this.weights, Float64Array.from(sequence), this.start, steps, this.trace)
    return this.trace.prediction.slice((steps - 1) * outputs, steps * outputs)
  }

  state(fields: Fields): void {
    fields.numbers('parameters', this.weights, inFloat32)
    fields.numbers('first', this.first, inFloat32)
    fields.numbers('second', this.second, secondMoments)
  }

  /** Does nothing: the arrays are garbage-collected with the engine. */
  dispose(): void {}
}
