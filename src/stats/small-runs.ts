import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { median } from './affine-change.ts'

/** Lengths of the runs that are compared with those before. */
export const runLengths = [1, 2, 3, 4, 6, 8, 12, 16, 24] as const
/** Sizes that are kept: a current run of up to 39, and the 24 before. */
const kept = 63
/** A size of less than the usual one by this factor is tiny, if no more than one in `rarity` before it was. */
const tiny = 256
const rarity = 200

/** How small sizes have been in runs: for each of several lengths, the smallest that the largest of a run has been. */
export class SmallRuns implements Saveable {
  /** The last sizes, as a ring. */
  private readonly ring = zeros(kept)
  /** Sizes so far, and since the unit changed. */
  private total = 0
  private fresh = 0
  /** The median of the last sizes of the past. */
  private usual = 0
  private tinies = 0
  private readonly smallest = zeros(runLengths.length).fill(Number.POSITIVE_INFINITY)

  /** Number of sizes so far. */
  get count(): number {
    return this.total
  }

  /** Takes a size, which is not part of the past before `settle`. */
  push(size: number): void {
    this.ring[this.total++ % kept] = size
    this.fresh++
  }

  /**
   * How unlikely it is that the newest run is as small as it is: n if one of n smallest runs before it would be, for
   * independent sizes. Infinite for a single one that is tiny, 0 if there is no past.
   *
   * @param i index of its length in `runLengths`
   */
  surprise(i: number): number {
    const length = runLengths[i]!
    if (this.fresh < length || this.smallest[i] === Number.POSITIVE_INFINITY) return 0
    const size = this.largest(length)
    if (i === 0 && tiny * size < this.usual && this.tinies <= 1 + this.total / rarity) return Number.POSITIVE_INFINITY
    // One in x + usual over x is at most x: equally likely near 0, half of them up to the usual one, few large ones.
    const ratio = (this.smallest[i]! / size) * ((size + this.usual) / (this.smallest[i]! + this.usual))
    let power = 1
    for (let k = 0; k < length; k++) power *= ratio
    return power
  }

  /** The last `rows` sizes become part of the past. */
  settle(rows: number): void {
    const { fresh, ring, smallest, total } = this
    const oldest = Math.min(kept, fresh)
    if (rows > 0 && total % 8 === 0) this.usual = median(ring.slice(0, Math.min(kept, total)))
    for (let from = 0; from < Math.min(rows, oldest); from++) {
      let largest = 0
      let i = 0
      for (let age = from; age < oldest && i < runLengths.length; age++) {
        largest = Math.max(largest, ring[(total - 1 - age) % kept]!)
        if (age === from && tiny * largest < this.usual) this.tinies++
        if (age - from + 1 < runLengths[i]!) continue
        smallest[i] = Math.min(smallest[i]!, largest)
        i++
      }
    }
  }

  /** The median of the last `rows` sizes, in that of those before them. */
  ratio(rows: number): number {
    const { ring, total } = this
    const all = Float64Array.from({ length: Math.min(kept, total) }, (_, age) => ring[(total - 1 - age) % kept]!)
    return median(all.slice(0, rows)) / median(all.slice(rows))
  }

  /** Values are converted from another unit from now on, so no run goes on. */
  restart(): void {
    this.fresh = 0
  }

  private largest(length: number): number {
    let largest = 0
    for (let age = 0; age < length; age++) largest = Math.max(largest, this.ring[(this.total - 1 - age) % kept]!)
    return largest
  }

  state(fields: Fields): void {
    fields.numbers('ring', this.ring)
    this.total = fields.counter('total', this.total)
    this.fresh = fields.counter('fresh', this.fresh)
    this.usual = fields.number('usual', this.usual)
    this.tinies = fields.counter('tinies', this.tinies)
    fields.numbers('smallest', this.smallest)
  }
}
