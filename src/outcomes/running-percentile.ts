import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'

const markers = 5

/**
 * A percentile of all numbers so far, from five of them (Jain & Chlamtac 1985, the P² algorithm): the smallest, the
 * largest, the percentile and two between. Up to five numbers it is exact.
 */
export class RunningPercentile implements Saveable {
  readonly #desired: readonly number[]
  readonly #share: number
  private count = 0
  /** Heights of the markers, and their ranks from 1. */
  private readonly heights = zeros(markers)
  private readonly ranks = zeros(markers)

  /** @param share from 0 to 1 */
  constructor(share: number) {
    this.#share = share
    this.#desired = [0, share / 2, share, (1 + share) / 2, 1]
    for (let k = 0; k < markers; k++) this.ranks[k] = k + 1
  }

  /** NaN before the first number. */
  get value(): number {
    if (this.count === 0) return Number.NaN
    if (this.count > markers) return this.heights[2]!
    return this.heights[Math.max(0, Math.min(this.count - 1, Math.round(this.#share * (this.count - 1))))]!
  }

  add(x: number): void {
    const { heights } = this
    if (this.count < markers) {
      let at = this.count
      while (at > 0 && heights[at - 1]! > x) {
        heights[at] = heights[at - 1]!
        at--
      }
      heights[at] = x
      this.count++
      return
    }
    this.count++
    heights[0] = Math.min(heights[0]!, x)
    heights[4] = Math.max(heights[4]!, x)
    let cell = 0
    while (cell < 3 && x >= heights[cell + 1]!) cell++
    for (let k = cell + 1; k < markers; k++) this.ranks[k]!++
    for (let k = 1; k < markers - 1; k++) this.#move(k)
  }

  /** Moves a marker by one rank if it is that far from the rank desired. */
  #move(k: number): void {
    const { heights, ranks } = this
    const distance = 1 + (this.count - 1) * this.#desired[k]! - ranks[k]!
    const step =
      distance >= 1 && ranks[k + 1]! - ranks[k]! > 1 ? 1 : distance <= -1 && ranks[k - 1]! - ranks[k]! < -1 ? -1 : 0
    if (step === 0) return
    const [before, here, after] = [ranks[k - 1]!, ranks[k]!, ranks[k + 1]!]
    const rise = ((here - before + step) * (heights[k + 1]! - heights[k]!)) / (after - here)
    const fall = ((after - here - step) * (heights[k]! - heights[k - 1]!)) / (here - before)
    const parabolic = heights[k]! + (step / (after - before)) * (rise + fall)
    const linear = heights[k]! + (step * (heights[k + step]! - heights[k]!)) / (ranks[k + step]! - here)
    heights[k] = heights[k - 1]! < parabolic && parabolic < heights[k + 1]! ? parabolic : linear
    ranks[k]! += step
  }

  state(fields: Fields): void {
    fields.same('share', this.#share)
    this.count = fields.counter('count', this.count)
    fields.numbers('heights', this.heights)
    fields.numbers('ranks', this.ranks)
  }
}
