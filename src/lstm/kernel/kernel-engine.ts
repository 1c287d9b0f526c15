import type { Fields } from '../../state/fields.ts'
import { epsilon, type Update } from '../adam.ts'
import type { Engine, EngineOptions, Learned, Step, Windows } from '../engine.ts'
import { secondMoments } from '../sound-state.ts'
import type { Arenas, Slot } from './arenas.ts'
import { KernelPlace } from './kernel-place.ts'
import { gather, numbersField, scatter } from './places.ts'

/** The network in float32, by the WebAssembly kernel: one call for a step, one for an update. */
export class KernelEngine implements Engine<KernelPlace> {
  readonly kind = 'wasm'
  private readonly options: EngineOptions
  private readonly arenas: Arenas
  private readonly slot: Slot

  /** @throws ConfigError if there is no memory for another network */
  constructor(options: EngineOptions, arenas: Arenas) {
    this.options = options
    this.arenas = arenas
    this.slot = arenas.take(options, this)
  }

  get parameters(): Float64Array {
    const { floats, layout } = this.slot.arena
    return Float64Array.from(gather(floats, this.slot.address >> 2, layout.parameterMap))
  }

  set parameters(parameters: Float64Array) {
    const { floats, layout } = this.slot.arena
    scatter(floats, this.slot.address >> 2, layout.parameterMap, parameters)
  }

  get gradient(): Float64Array {
    const { floats, kernel, layout } = this.slot.arena
    return Float64Array.from(gather(floats, kernel.gradientAt.value >> 2, layout.parameterMap))
  }

  join(): KernelPlace {
    const { arena, address } = this.slot
    return new KernelPlace(this.options, arena, address + 4 * arena.layout.weights, this)
  }

  step(steps: readonly Step<KernelPlace>[], inputs: Float64Array): void {
    const { arena, address } = this.slot
    for (const step of steps) {
      const { place, row, outputs } = step
      arena.inputs.set(inputs)
      step.made = arena.kernel.step(address, place.address, row, place.stateAt(0), place.stateAt(-1)) === 1
      if (!step.made) continue
      place.stepped()
      outputs.set(arena.outputs)
    }
  }

  learn(members: readonly Windows<KernelPlace>[], { rate, firstCorrection, secondCorrection }: Update): Learned {
    const { arena, address } = this.slot
    const { loss, clipNorm } = this.options
    const { place, starts, length, ago } = members[0]!
    arena.starts.set(starts)
    // m̂ / (√v̂ + ε) with both corrections taken out of the loop over the parameters.
    const root = Math.sqrt(secondCorrection)
    const step = (rate * root) / firstCorrection
    const { kernel } = arena
    const squared = loss === 'squared'
    const state = place.stateAt(ago)
    const result = kernel.learn(
      address,
      place.address,
      starts.length,
      length,
      state,
      squared,
      clipNorm,
      step,
      epsilon * root,
    )
    return { learned: result === 1, loss: kernel.loss.value, gradientNorm: kernel.norm.value }
  }

  state(fields: Fields): void {
    const { arena, address } = this.slot
    const { first, second, parameterMap } = arena.layout
    numbersField(fields, 'parameters', arena.floats, address >> 2, parameterMap)
    numbersField(fields, 'first', arena.floats, (address >> 2) + first, parameterMap)
    numbersField(fields, 'second', arena.floats, (address >> 2) + second, parameterMap, secondMoments)
  }

  /** Called when a place is disposed of: the memory of the only one goes with that of the weights. */
  left(): void {}

  dispose(): void {
    this.arenas.free(this.slot, this)
  }
}
