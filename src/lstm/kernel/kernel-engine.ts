import type { Fields } from '../../state/fields.ts'
import { epsilon, type Update } from '../adam.ts'
import type { Engine, EngineOptions, Learned, Step, Windows } from '../engine.ts'
import { lossNames } from '../loss.ts'
import { secondMoments } from '../sound-state.ts'
import { type Arena, orderInts } from './arena.ts'
import type { Arenas, Slot } from './arenas.ts'
import { KernelPlace } from './kernel-place.ts'
import { gather, numbersField, scatter } from './places.ts'

/** The network in float32, by the WebAssembly kernel: one call steps many members, one learns from many windows. */
export class KernelEngine implements Engine<KernelPlace> {
  readonly kind = 'wasm'
  private readonly options: EngineOptions
  private readonly arenas: Arenas
  private readonly arena: Arena
  readonly address: number
  private readonly loss: number
  /** Of the outputs of a channel; empty unless the loss is pinball. */
  private readonly levels: Float32Array
  /** Of weights that are not shared. */
  private readonly slot: Slot | undefined

  /**
   * @param shared whether there can be more than one member
   * @throws ConfigError if there is no memory for another network
   */
  constructor(options: EngineOptions, arenas: Arenas, shared: boolean) {
    this.options = options
    this.arenas = arenas
    this.loss = lossNames.indexOf(options.loss)
    this.levels = Float32Array.from(Array.from({ length: options.targets }, () => options.levels ?? []).flat())
    this.slot = shared ? undefined : arenas.take(options, this)
    this.arena = this.slot?.arena ?? arenas.takeShared(options, this)
    this.address = this.slot?.address ?? this.arena.kernel.slotsAt.value
  }

  get parameters(): Float64Array {
    const { floats, layout } = this.arena
    return Float64Array.from(gather(floats, this.address >> 2, layout.parameterMap))
  }

  set parameters(parameters: Float64Array) {
    const { floats, layout } = this.arena
    scatter(floats, this.address >> 2, layout.parameterMap, parameters)
  }

  get gradient(): Float64Array {
    const { floats, kernel, layout } = this.arena
    return Float64Array.from(gather(floats, kernel.gradientAt.value >> 2, layout.parameterMap))
  }

  join(): KernelPlace {
    const address = this.slot ? this.address + 4 * this.arena.layout.weights : this.arenas.join(this.arena)
    return new KernelPlace(this.options, this.arena, address, this)
  }

  step(steps: readonly Step<KernelPlace>[], inputs: Float64Array): void {
    const { arena, address } = this
    const { members } = this.options
    const width = inputs.length / steps.length
    for (let from = 0; from < steps.length; from += members) {
      const some = Math.min(members, steps.length - from)
      const { orders } = arena
      for (let i = 0; i < some; i++) {
        const { place, row } = steps[from + i]!
        place.orderStep(orders, orderInts * i, row)
      }
      arena.inputs.set(some === steps.length ? inputs : inputs.subarray(from * width, (from + some) * width))
      arena.kernel.step(address, some)
      for (let i = 0; i < some; i++) this.finish(steps[from + i]!, i)
    }
  }

  /** Takes over what the kernel made of an order. */
  private finish(step: Step<KernelPlace>, order: number): void {
    const { orders, outputs } = this.arena
    step.made = orders[orderInts * order + 1] === 1
    if (!step.made) return
    step.place.stepped(step.row)
    const { length } = step.outputs
    for (let i = 0, at = order * length; i < length; i++) step.outputs[i] = outputs[at + i]!
  }

  learn(members: readonly Windows<KernelPlace>[], { rate, firstCorrection, secondCorrection }: Update): Learned {
    const { arena, address } = this
    const { clipNorm, windows } = this.options
    const { kernel, orders } = arena
    arena.levels.set(this.levels)
    let [ordered, length] = [0, 0]
    let begins = true
    const add = () => {
      kernel.gradient(address, ordered, length, this.loss, begins)
      begins = false
      ordered = 0
      length = 0
    }
    for (const member of members) {
      // Which members are learned from at once follows from their order alone.
      if (ordered + member.starts.length > windows) add()
      for (const [i, start] of member.starts.entries())
        member.place.orderWindow(orders, orderInts * ordered++, start, i === 0 ? member.ago : undefined, member.length)
      length = Math.max(length, member.length)
    }
    add()
    // m̂ / (√v̂ + ε) with both corrections taken out of the loop over the parameters.
    const root = Math.sqrt(secondCorrection)
    const result = kernel.update(address, clipNorm, (rate * root) / firstCorrection, epsilon * root)
    const known = Math.max(1, kernel.members.value)
    return { learned: result === 1, loss: kernel.loss.value / known, gradientNorm: kernel.norm.value }
  }

  state(fields: Fields): void {
    const { arena, address } = this
    const { first, second, parameterMap } = arena.layout
    numbersField(fields, 'parameters', arena.floats, address >> 2, parameterMap)
    numbersField(fields, 'first', arena.floats, (address >> 2) + first, parameterMap)
    numbersField(fields, 'second', arena.floats, (address >> 2) + second, parameterMap, secondMoments)
  }

  /** Called when a place is disposed of. That of weights that are not shared goes with them. */
  left(place: KernelPlace): void {
    if (!this.slot) this.arena.free(place.address)
  }

  dispose(): void {
    if (this.slot) this.arenas.free(this.slot, this)
    else this.arenas.freeShared(this.arena, this)
  }
}
