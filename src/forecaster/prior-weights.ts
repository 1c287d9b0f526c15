import type { Heir } from '../experts/expert.ts'
import { type Fields, finite, type Saveable } from '../state/fields.ts'
import type { ExpertErrors } from './expert-errors.ts'
import type { ExponentialWeights } from './exponential-weights.ts'
import type { Weighting } from './weighting.ts'

/**
 * Targets that the weights of other series count as. On daily sales 5 gain 9 % over the first ten rows, 20 and 40 gain
 * 15 %, and 100 as much.
 */
const priorTargets = 40

/**
 * Lets the weights of a mixture begin with those of other series. Experts are weighed by what others have found until
 * the errors of the series itself say more.
 */
export class PriorWeights implements Heir, Saveable {
  /** The weights of each layer, shape [channels × leads × experts], then those of the second layer: views. */
  readonly learned: readonly Float64Array[]
  readonly #experts: number
  readonly #errors: ExpertErrors
  /** Those that each layer began with; empty if there were none. */
  private starts: Float32Array[]

  constructor(experts: number, layers: readonly Weighting[], chooser: ExponentialWeights, errors: ExpertErrors) {
    this.#experts = experts
    this.#errors = errors
    this.learned = [...layers, chooser].map(({ weights }) => weights)
    this.starts = layers.map(() => new Float32Array())
  }

  /** Number of targets learned from, of the channel and lead with most. */
  get targets(): number {
    return this.#errors.counts.reduce((most, count) => Math.max(most, count), 0)
  }

  inherit(learned: readonly Float64Array[]): void {
    this.starts = this.starts.map((_, k) => Float32Array.from(learned[k]!))
    this.learned.at(-1)!.set(learned.at(-1)!)
  }

  /**
   * Mixes the prior into the weights of a layer, the less, the more targets a lead has had.
   *
   * @param asleep 1 for an expert that takes no part, shape [channels × leads × experts]
   */
  blend(layer: number, asleep: Uint8Array): void {
    const { counts } = this.#errors
    const start = this.starts[layer]!
    const weights = this.learned[layer]!
    for (let from = 0; from < start.length; from += this.#experts) {
      const end = from + this.#experts
      let awake = 0
      let targets = 0
      for (let entry = from; entry < end; entry++) {
        if (asleep[entry] === 0) awake += start[entry]!
        targets = Math.max(targets, counts[entry]!)
      }
      if (!(awake > 0)) continue
      const share = priorTargets / (priorTargets + targets)
      for (let entry = from; entry < end; entry++) {
        const prior = asleep[entry] === 0 ? start[entry]! / awake : 0
        weights[entry] = (1 - share) * weights[entry]! + share * prior
      }
    }
  }

  state(fields: Fields): void {
    this.starts = this.starts.map((start, k) => {
      const { length } = this.learned[k]!
      const whole = { holds: (count: number) => count === 0 || count === length, expected: `${length} numbers or none` }
      return fields.array(`layer ${k + 1}`, start, finite, whole)
    })
  }
}
