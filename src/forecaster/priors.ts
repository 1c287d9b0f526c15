import type { Fields, Saveable } from '../state/fields.ts'
import { Prior } from './prior.ts'

/** What the series of a shard have learned on average, by the name of the part that learns it. */
export class Priors implements Saveable {
  readonly #all = new Map<string, Prior>()

  /**
   * @param name of the part
   * @param size number of numbers that it learns
   */
  of(name: string, size: number): Prior {
    const key = keyOf(name, size)
    const known = this.#all.get(key) ?? new Prior(size)
    this.#all.set(key, known)
    return known
  }

  /** What was added at the time that has passed counts from now on. */
  apply(): void {
    for (const prior of this.#all.values()) prior.apply()
  }

  state(fields: Fields): void {
    const before = [...this.#all].map(([key, prior]) => new Named(key.slice(0, key.lastIndexOf(' ')), prior))
    const after = fields.list('priors', before, (inner, one) => {
      const visited = inner.saving && one ? one : new Named('', new Prior())
      visited.state(inner)
      return visited
    })
    if (after === before) return
    // Series that are there already keep the priors that they have got.
    const stored = new Map(after.map(({ name, prior }) => [keyOf(name, prior.size), prior]))
    for (const [key, prior] of this.#all) prior.take(stored.get(key) ?? new Prior(prior.size))
    for (const [key, prior] of stored) if (!this.#all.has(key)) this.#all.set(key, prior)
  }
}

const keyOf = (name: string, size: number) => `${name} ${size}`

class Named implements Saveable {
  name: string
  readonly prior: Prior

  constructor(name: string, prior: Prior) {
    this.name = name
    this.prior = prior
  }

  state(fields: Fields): void {
    this.name = fields.text('name', this.name)
    fields.part('prior', this.prior)
  }
}
