import type { Fields } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { OutcomeInput } from './outcome-expert.ts'
import type { Cases } from './rates.ts'

/** The last labels in their order: rates by them are a Markov chain of that order, one for each lead. */
export class LastLabels implements Cases {
  readonly name: string
  readonly count: number
  readonly #labels: number
  /** The newest first; NaN is unknown. */
  private readonly last: Float64Array

  /** @param labels how many there are */
  constructor(labels: number, order: number) {
    this.name = `last ${order}`
    let count = 1
    for (let k = 0; k < order; k++) count *= labels
    this.count = count
    this.#labels = labels
    this.last = zeros(order).fill(Number.NaN)
  }

  next({ present }: OutcomeInput): void {
    this.last.copyWithin(1, 0)
    this.last[0] = present
  }

  of(): number {
    let one = 0
    for (const label of this.last) one = one * this.#labels + label
    return Number.isNaN(one) ? -1 : one
  }

  state(fields: Fields): void {
    fields.numbers('last', this.last)
  }
}

/** Most parts that a season is divided into. */
const maxParts = 24

/** The part of the season that the target is in. */
export class SeasonParts implements Cases {
  readonly name: string
  readonly count: number
  readonly #season: number
  private step = 0

  /** @param season in steps */
  constructor(season: number) {
    this.name = `season ${season}`
    this.count = Math.min(season, maxParts)
    this.#season = season
  }

  next({ step }: OutcomeInput): void {
    this.step = step
  }

  of(lead: number): number {
    return Math.floor((((this.step + lead) % this.#season) * this.count) / this.#season)
  }

  state(fields: Fields): void {
    this.step = fields.counter('step', this.step)
  }
}
