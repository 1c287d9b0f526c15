import type { Cell } from '../series/forecast.ts'
import { adam, freshMoments, type Moments } from './adam.ts'
import { clipFactor, globalNorm } from './clip.ts'
import type { Engine, EngineOptions, LearnResult } from './engine.ts'
import { loss } from './loss.ts'
import { backward, forward, type Trace, traceOf } from './reference.ts'
import { parameterCount } from './shape.ts'

const nothingLearned: LearnResult = { learned: false, loss: Number.NaN, gradientNorm: 0, rejected: false }

/** The textbook LSTM behind the interface of an engine: float64, readable, runs everywhere. */
export class ReferenceEngine implements Engine {
  readonly outputs: Float64Array
  readonly cell: Cell

  private readonly options: EngineOptions
  private readonly theta: Float64Array
  private readonly moments: Moments
  /** h and c of each channel, shape [channels × layers × 2 × hidden]. */
  private readonly state: Float64Array
  /** The store, a ring over `memory` steps: inputs [memory × channels × inputs], the state before each, and targets [memory × channels × outputs]. */
  private readonly inputs: Float64Array
  private readonly states: Float64Array
  private readonly targets: Float64Array

  private readonly gradients: Float64Array
  private readonly one: Trace
  private readonly window: Trace

  constructor(options: EngineOptions) {
    const { channels, hidden, layers, memory } = options
    this.options = options
    this.theta = new Float64Array(parameterCount(options))
    this.moments = freshMoments(this.theta.length)
    this.state = new Float64Array(channels * layers * 2 * hidden)
    this.inputs = new Float64Array(memory * channels * options.inputs)
    this.states = new Float64Array(memory * this.state.length)
    this.targets = new Float64Array(memory * channels * options.outputs).fill(Number.NaN)
    this.gradients = new Float64Array(this.theta.length)
    this.one = traceOf(options, 1)
    this.window = traceOf(options, options.window)
    this.outputs = new Float64Array(channels * options.outputs)
    const gate = () => new Float64Array(channels * hidden)
    this.cell = {
      name: 'lstm',
      hidden,
      input: gate(),
      forget: gate(),
      output: gate(),
      candidate: gate(),
      cell: gate(),
      state: gate(),
    }
  }

  parameters(): Float64Array {
    return this.theta.slice()
  }

  setParameters(values: Float64Array): void {
    this.theta.set(values)
  }

  step(time: number, inputs: Float64Array): boolean {
    const { channels, hidden, inputs: width, layers, outputs, memory } = this.options
    if (!inputs.every(Number.isFinite)) return false
    const slot = time % memory
    this.inputs.set(inputs, slot * channels * width)
    this.states.set(this.state, slot * this.state.length)
    this.targets.fill(Number.NaN, slot * channels * outputs, (slot + 1) * channels * outputs)
    const perChannel = layers * 2 * hidden
    for (let channel = 0; channel < channels; channel++) {
      const state = this.state.subarray(channel * perChannel, (channel + 1) * perChannel)
      forward(this.options, this.theta, inputs.subarray(channel * width, (channel + 1) * width), state, 1, this.one)
      this.one.layers.forEach(({ hidden: h, cell }, layer) => {
        state.set(h, layer * 2 * hidden)
        state.set(cell, layer * 2 * hidden + hidden)
      })
      this.outputs.set(this.one.prediction, channel * outputs)
      this.show(channel)
    }
    return true
  }

  /** Copies the gates of the top layer to where dashboards look. */
  private show(channel: number): void {
    const { hidden, layers } = this.options
    const top = this.one.layers[layers - 1]!
    const at = channel * hidden
    const { input, forget, output, candidate, cell, state } = this.cell as Record<keyof Cell, unknown> as Record<
      string,
      Float64Array
    >
    input!.set(top.input, at)
    forget!.set(top.forget, at)
    output!.set(top.output, at)
    candidate!.set(top.candidate, at)
    cell!.set(top.cell, at)
    state!.set(top.hidden, at)
  }

  reveal(time: number, targets: Float64Array): void {
    const { channels, leads, memory, outputs } = this.options
    for (let i = 0; i < leads.length; i++) {
      const step = time - leads[i]!
      if (step < 0 || leads[i]! > memory) continue
      for (let channel = 0; channel < channels; channel++) {
        const target = targets[channel * outputs + i]!
        this.targets[((step % memory) * channels + channel) * outputs + i] = Number.isFinite(target)
          ? target
          : Number.NaN
      }
    }
  }

  learn(starts: readonly number[], length: number, rate: number): LearnResult {
    const { channels, clipNorm } = this.options
    this.gradients.fill(0)
    let sum = 0
    let known = 0
    for (const start of starts) {
      for (let channel = 0; channel < channels; channel++) {
        const { sum: lost, known: counted } = this.learnWindow(start, length, channel)
        sum += lost
        known += counted
      }
    }
    if (known === 0) return nothingLearned
    // The windows summed; the loss is the mean.
    for (let i = 0; i < this.gradients.length; i++) this.gradients[i]! /= known
    const gradientNorm = globalNorm(this.gradients)
    if (!Number.isFinite(gradientNorm)) return { learned: false, loss: sum / known, gradientNorm, rejected: true }
    adam(this.theta, this.gradients, this.moments, rate, clipFactor(gradientNorm, clipNorm))
    return { learned: true, loss: sum / known, gradientNorm, rejected: false }
  }

  private learnWindow(start: number, length: number, channel: number): { sum: number; known: number } {
    const { channels, hidden, inputs: width, layers, memory, outputs } = this.options
    const x = new Float64Array(length * width)
    const target = new Float64Array(length * outputs)
    for (let t = 0; t < length; t++) {
      const row = ((start + t) % memory) * channels + channel
      x.set(this.inputs.subarray(row * width, (row + 1) * width), t * width)
      target.set(this.targets.subarray(row * outputs, (row + 1) * outputs), t * outputs)
    }
    const perChannel = layers * 2 * hidden
    const before = ((start % memory) * channels + channel) * perChannel
    forward(this.options, this.theta, x, this.states.subarray(before, before + perChannel), length, this.window)
    const dPrediction = new Float64Array(length * outputs)
    const result = loss(this.options.loss, this.window.prediction.subarray(0, length * outputs), target, dPrediction)
    if (result.known > 0) backward(this.options, this.theta, this.window, length, dPrediction, this.gradients)
    return result
  }

  reset(): void {
    this.state.fill(0)
  }

  dump(): Uint8Array {
    const parts = this.parts()
    parts.at(-1)!.set([this.moments.decay1, this.moments.decay2])
    const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return new Uint8Array(all.buffer)
  }

  load(bytes: Uint8Array): void {
    const all = new Float64Array(bytes.slice().buffer)
    let at = 0
    const parts = this.parts()
    for (const part of parts) {
      part.set(all.subarray(at, at + part.length))
      at += part.length
    }
    const [decay1, decay2] = parts.at(-1)!
    this.moments.decay1 = decay1!
    this.moments.decay2 = decay2!
  }

  /** All that is remembered, in the order of a dump; the last part holds Adam's two running products. */
  private parts(): Float64Array[] {
    const { first, second } = this.moments
    return [
      this.theta,
      first,
      second,
      this.state,
      this.inputs,
      this.states,
      this.targets,
      this.outputs,
      new Float64Array(2),
    ]
  }
}
