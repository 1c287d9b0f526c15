import type { ForecastData } from '../series/forecast.ts'
import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { Spread } from './distribution.ts'

/** Point and intervals at the shortest lead of each channel, kept until they are due. */
export class DueSpread implements Saveable {
  readonly #lead: number
  readonly #levels: readonly number[]
  readonly #channels: number
  private readonly pending: Pending
  /** Shape [slots × (1 + 2 levels) × channels]: points, then the lower and the upper ends of each level. */
  private readonly numbers: Float64Array
  readonly #width: number

  /** @param lead in steps */
  constructor(channels: number, lead: number, levels: readonly number[]) {
    this.#channels = channels
    this.#lead = lead
    this.#levels = levels
    this.pending = new Pending([lead])
    this.#width = (1 + 2 * levels.length) * channels
    this.numbers = zeros(this.pending.slots * this.#width)
  }

  /** What was forecast for the next observation, shape [channels]; undefined if nothing was. */
  get due(): Spread | undefined {
    const slot = this.pending.due(this.#lead)
    if (slot < 0) return undefined
    const part = (i: number) => {
      const from = slot * this.#width + i * this.#channels
      return this.numbers.subarray(from, from + this.#channels)
    }
    const levels = this.#levels
    return {
      values: part(0),
      levels,
      lower: levels.map((_, v) => part(1 + 2 * v)),
      upper: levels.map((_, v) => part(2 + 2 * v)),
    }
  }

  /** Keeps a forecast until it is due. What `due` returned before is overwritten. */
  issue({ leads, values, lower, upper }: ForecastData): void {
    let at = this.pending.issue() * this.#width
    for (const numbers of [values, ...lower.flatMap((ends, v) => [ends, upper[v]!])])
      for (let channel = 0; channel < this.#channels; channel++) this.numbers[at++] = numbers[channel * leads.length]!
  }

  /** Drops what is not due, since steps do not count across a gap. */
  clear(): void {
    this.pending.clear()
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('numbers', this.numbers)
  }
}
