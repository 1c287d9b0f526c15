import type { Fields } from '../../state/fields.ts'
import { epsilon, type Update } from '../adam.ts'
import type { Floats } from '../engine.ts'
import { backwardHead, forwardHead } from '../head.ts'
import type { Judge, LearnedSequences, SequenceEngine, SequenceEngineOptions } from '../sequence-engine.ts'
import { headAt } from '../shape.ts'
import { secondMoments } from '../sound-state.ts'
import type { Arenas, Slot } from './arenas.ts'
import { groupsOf } from './blocks.ts'
import { parameterPlaces } from './layout.ts'
import { gather, numbersField, scatter } from './places.ts'
import { SequenceBatch } from './sequence-batch.ts'

/** Rows of the batch, and sequences in it at once. Longer sequences take no more memory: see `sequence-batch.ts`. */
const steps = 64
const atOnce = 32

/** A network that reads whole sequences in float32, by the WebAssembly kernel. The head is computed here: it is small. */
export class KernelSequences implements SequenceEngine {
  readonly kind = 'wasm'
  private readonly options: SequenceEngineOptions
  private readonly arenas: Arenas
  private readonly slot: Slot
  private readonly parameterMap: Int32Array
  private readonly batch: SequenceBatch

  /** @throws ConfigError if there is no memory for another network */
  constructor(options: SequenceEngineOptions, arenas: Arenas) {
    this.options = options
    this.arenas = arenas
    // Derivatives by the inputs are in panels of 8.
    const inputs = 8 * Math.ceil(options.inputs / 8)
    const { hidden, layers, outputs } = options
    const sizes = { inputs, hidden, layers, outputs, targets: 1, channels: 1, members: 1, storeRows: 1 }
    this.slot = arenas.take({ ...sizes, window: steps, windows: atOnce }, this)
    this.parameterMap = parameterPlaces(options, this.slot.arena.kernel)
    this.batch = new SequenceBatch(options, this.slot)
  }

  get parameters(): Float64Array {
    return Float64Array.from(gather(this.slot.arena.floats, this.slot.address >> 2, this.parameterMap))
  }

  set parameters(parameters: Float64Array) {
    scatter(this.slot.arena.floats, this.slot.address >> 2, this.parameterMap, parameters)
  }

  get gradient(): Float64Array {
    const { floats, kernel } = this.slot.arena
    return Float64Array.from(gather(floats, kernel.gradientAt.value >> 2, this.parameterMap))
  }

  run(sequences: readonly Floats[]): Float64Array {
    const { outputs } = this.options
    const results = new Float64Array(sequences.length * outputs)
    const head = this.head()
    for (const { members, blocks } of this.groups(sequences)) {
      const own = members.map((i) => sequences[i]!)
      const predictions = new Float64Array(members.length * outputs)
      forwardHead(this.options, head, this.batch.run(own, blocks), members.length, predictions)
      members.forEach((i, at) => {
        results.set(predictions.subarray(at * outputs, (at + 1) * outputs), i * outputs)
      })
    }
    return results
  }

  learn(sequences: readonly Floats[], judge: Judge, update: Update): LearnedSequences {
    const { outputs, clipNorm } = this.options
    const { arena, address } = this.slot
    const { kernel } = arena
    const gradientAt = kernel.gradientAt.value >> 2
    arena.floats.fill(0, gradientAt, gradientAt + arena.layout.first)
    const head = this.head()
    const gradient = new Float64Array(head.length)
    const inputSlopes: Float32Array[] = []
    let loss = 0
    for (const { members, blocks, whole } of this.groups(sequences)) {
      const own = members.map((i) => sequences[i]!)
      const states = this.batch.run(own, blocks)
      const slopes = new Float64Array(members.length * outputs)
      forwardHead(this.options, head, states, members.length, slopes)
      members.forEach((i, at) => {
        loss += judge(i, slopes.subarray(at * outputs, (at + 1) * outputs)) / sequences.length
      })
      for (let i = 0; i < slopes.length; i++) slopes[i]! /= sequences.length
      const byState = new Float64Array(states.length)
      backwardHead(this.options, head, states, members.length, slopes, gradient, byState)
      this.batch.back(own, blocks, whole, byState).forEach((slopes, at) => {
        inputSlopes[members[at]!] = slopes
      })
    }
    const from = headAt(this.options)
    scatter(arena.floats, gradientAt, this.parameterMap.subarray(from), gradient.subarray(from))
    const root = Math.sqrt(update.secondCorrection)
    const rate = (update.rate * root) / update.firstCorrection
    const learned = kernel.descend(address, loss, clipNorm, rate, epsilon * root) === 1
    return { learned, loss, gradientNorm: kernel.norm.value, inputSlopes }
  }

  private groups(sequences: readonly Floats[]) {
    const lengths = sequences.map(({ length }) => length / this.options.inputs)
    return groupsOf(lengths, steps * atOnce, atOnce)
  }

  /** The parameters in logical order, of which only those of the head are filled in. */
  private head(): Float64Array {
    const parameters = new Float64Array(this.parameterMap.length)
    const from = headAt(this.options)
    const { arena, address } = this.slot
    parameters.set(gather(arena.floats, address >> 2, this.parameterMap.subarray(from)), from)
    return parameters
  }

  state(fields: Fields): void {
    const { arena, address } = this.slot
    const { first, second } = arena.layout
    const map = this.parameterMap
    numbersField(fields, 'parameters', arena.floats, address >> 2, map)
    numbersField(fields, 'first', arena.floats, (address >> 2) + first, map)
    numbersField(fields, 'second', arena.floats, (address >> 2) + second, map, secondMoments)
  }

  dispose(): void {
    this.arenas.free(this.slot, this)
  }
}
