import type { Cell } from '../series/forecast.ts'
import type { Saveable } from '../state/fields.ts'
import type { LearnResult } from './network.ts'
import type { LstmOptions } from './options.ts'

/** A network as its user sees it: an `Lstm`, or one of several series with weights in common. */
export interface Network extends Saveable {
  readonly kind: 'wasm' | 'reference'
  /** All layers at the last step, from the lowest. */
  readonly cells: readonly Cell[]
  /** The top layer at the last step. */
  readonly cell: Cell
  /** The forecasts of the last step, shape [channels × leads]: a view that the next step overwrites. */
  readonly outputs: Float64Array
  learn(targets: Float64Array): LearnResult
  step(inputs: Float64Array): Float64Array
  reset(): void
  dispose(): void
}

/** Networks by name whose weights several series have in common. */
export interface Networks {
  /**
   * @param name of the network, such as that of its expert
   * @param key of the series
   */
  join(name: string, key: string, options: LstmOptions): Network
}
