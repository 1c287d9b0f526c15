import type { Heir } from '../experts/expert.ts'
import type { Prior } from './prior.ts'

/**
 * Lets the parts of a forecaster begin with what those of other series have learned, and passes on what they learn.
 */
export class Inheritance {
  readonly #heirs: readonly { readonly heir: Heir; readonly prior: Prior }[]

  /**
   * @param parts by name; those that cannot inherit are passed over
   * @param priorOf what others have learned, by the name of the part and the number of numbers
   */
  constructor(parts: readonly (readonly [string, Partial<Heir>])[], priorOf: (name: string, size: number) => Prior) {
    this.#heirs = parts.flatMap(([name, heir]) => {
      if (!isHeir(heir)) return []
      const size = heir.learned.reduce((sum, { length }) => sum + length, 0)
      return [{ heir, prior: priorOf(name, size) }]
    })
    for (const { heir, prior } of this.#heirs) if (prior.mean) heir.inherit(divided(prior.mean, heir.learned))
  }

  /** @param targets number of targets that the parts have learned from */
  passOn(targets: number): void {
    for (const { heir, prior } of this.#heirs) prior.add(heir.learned, targets)
  }
}

const isHeir = (part: Partial<Heir>): part is Heir => part.learned !== undefined && part.inherit !== undefined

/** Views of consecutive numbers, as many in each as in the parts. */
function divided(numbers: Float64Array, parts: readonly Float64Array[]): Float64Array[] {
  let from = 0
  return parts.map(({ length }) => {
    from += length
    return numbers.subarray(from - length, from)
  })
}
