import type { JoinNetwork } from '../defaults/pool.ts'
import { SharedNetworks } from '../lstm/shared-networks.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import type { Prior } from './prior.ts'
import { Priors } from './priors.ts'

/** What a forecaster has in common with those of other series. */
export interface Shared {
  /** Creates a network whose weights it has in common with others. */
  readonly join: JoinNetwork
  /** What the parts of a name have learned on average, `size` numbers. */
  readonly prior: (name: string, size: number) => Prior
}

/**
 * What the series of a shard learn together: the weights of their LSTMs, and the weights that regressions and mixtures of
 * a new series begin with. Everything changes only when the shard's clock passes, so that the forecasts of a time do not
 * depend on the order of its rows.
 */
export class SharedLearning implements Saveable {
  readonly #networks = new SharedNetworks()
  readonly #priors = new Priors()

  /** @param key of the series */
  of(key: string): Shared {
    return {
      join: (name, options) => this.#networks.join(name, key, options),
      prior: (name, size) => this.#priors.of(name, size),
    }
  }

  /** Takes in what the series have learned from the rows of the time that has passed. */
  apply(): void {
    this.#networks.apply()
    this.#priors.apply()
  }

  /** Whether the series with this key has learned what has not been applied yet: its state is not to be evicted then. */
  isPending(key: string): boolean {
    return this.#networks.isPending(key)
  }

  /** Frees the memory of its networks. */
  dispose(): void {
    this.#networks.dispose()
  }

  state(fields: Fields): void {
    fields.part('networks', this.#networks)
    fields.part('priors', this.#priors)
  }
}
