import type { Fields } from '../state/fields.ts'
import { adam, clipFactor, globalNorm, type Update } from './adam.ts'
import type { Engine, EngineOptions, Learned, Step, Windows } from './engine.ts'
import { loss } from './loss.ts'
import { backward, forward, type Trace, traceOf } from './reference.ts'
import { ReferencePlace } from './reference-place.ts'
import { parameterCount } from './shape.ts'
import { inFloat32, secondMoments } from './sound-state.ts'

/** The textbook LSTM as an engine: float64, readable, runs everywhere. */
export class ReferenceEngine implements Engine<ReferencePlace> {
  readonly kind = 'reference'
  gradient: Float64Array
  /** Swapped with `gradient`, which is unchanged when an update is rejected. */
  private spare: Float64Array
  /** The gradient of one member. */
  private readonly part: Float64Array
  private readonly options: EngineOptions
  private readonly weights: Float64Array
  private readonly first: Float64Array
  private readonly second: Float64Array
  /** One for each channel: all make a step, or none. */
  private readonly traces: readonly Trace[]
  private readonly window: Trace

  constructor(options: EngineOptions) {
    const numbers = () => new Float64Array(parameterCount(options))
    this.options = options
    this.weights = numbers()
    this.gradient = numbers()
    this.spare = numbers()
    this.part = numbers()
    this.first = numbers()
    this.second = numbers()
    this.traces = Array.from({ length: options.channels }, () => traceOf(options, 1))
    this.window = traceOf(options, options.window)
  }

  get parameters(): Float64Array {
    return this.weights.slice()
  }

  set parameters(parameters: Float64Array) {
    this.weights.set(parameters)
  }

  join(): ReferencePlace {
    return new ReferencePlace(this.options)
  }

  step(steps: readonly Step<ReferencePlace>[], inputs: Float64Array): void {
    const width = this.options.channels * this.options.inputs
    steps.forEach((step, i) => {
      step.made = this.stepOne(step, inputs.subarray(i * width, (i + 1) * width))
    })
  }

  private stepOne({ place, row, outputs, earlier = 0 }: Step<ReferencePlace>, inputs: Float64Array): boolean {
    const { inputs: width, outputs: said } = this.options
    const finite = (numbers: Float64Array) => numbers.every(Number.isFinite)
    // As in the kernel, where a number larger than any float32 is infinite.
    if (!inputs.every((x) => Number.isFinite(Math.fround(x)))) return false
    this.traces.forEach((trace, channel) => {
      const x = inputs.subarray(channel * width, (channel + 1) * width)
      forward(this.options, this.weights, x, place.stateOf(channel), 1, trace, place.pastOf(row, channel, earlier, 0))
    })
    // False if weights have overflowed.
    if (!this.traces.every(({ prediction, layers }) => finite(prediction) && layers.every(({ cell }) => finite(cell))))
      return false
    this.traces.forEach(({ prediction }, channel) => {
      outputs.set(prediction, channel * said)
    })
    place.take(row, inputs, this.traces)
    return true
  }

  learn(members: readonly Windows<ReferencePlace>[], update: Update): Learned {
    const gradient = this.spare.fill(0)
    let loss = 0
    let count = 0
    for (const member of members) {
      const { sum, known } = this.learnMember(member)
      if (known === 0) continue
      // From sums over the windows to the mean.
      for (let i = 0; i < gradient.length; i++) gradient[i]! += this.part[i]! / known
      loss += sum / known
      count++
    }
    if (count === 0) return { learned: false, loss: 0, gradientNorm: 0 }
    for (let i = 0; i < gradient.length; i++) gradient[i]! /= count
    const norm = globalNorm(gradient)
    const result = { loss: loss / count, gradientNorm: norm }
    if (!Number.isFinite(norm) || !Number.isFinite(loss)) return { learned: false, ...result }
    this.spare = this.gradient
    this.gradient = gradient
    adam(this.weights, gradient, clipFactor(norm, this.options.clipNorm), this.first, this.second, update)
    return { learned: true, ...result }
  }

  /** The gradient of the sum of the losses of a member, in `part`. */
  private learnMember({ place, starts, length, ago, earlier = [] }: Windows<ReferencePlace>): {
    sum: number
    known: number
  } {
    const { channels, outputs } = this.options
    this.part.fill(0)
    let [sum, known] = [0, 0]
    starts.forEach((start, i) => {
      for (let channel = 0; channel < channels; channel++) {
        const { x, targets, base, scale } = place.windowOf(start, length, channel)
        const before = i === 0 ? place.stateOf(channel, ago) : new Float64Array(place.stateLength)
        const past = place.pastOf(start, channel, earlier[i] ?? 0, i === 0 ? ago : undefined)
        forward(this.options, this.weights, x, before, length, this.window, past)
        const derivatives = new Float64Array(length * outputs)
        const result = loss(this.options, this.window.prediction, targets, derivatives, base, scale)
        if (result.known > 0) backward(this.options, this.weights, this.window, length, derivatives, this.part)
        sum += result.sum
        known += result.known
      }
    })
    return { sum, known }
  }

  state(fields: Fields): void {
    fields.numbers('parameters', this.weights, inFloat32)
    fields.numbers('first', this.first, inFloat32)
    fields.numbers('second', this.second, secondMoments)
  }

  /** Does nothing: the arrays are garbage-collected with the engine. */
  dispose(): void {}
}
