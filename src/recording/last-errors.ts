import { type Fields, nonNegative, type Saveable } from '../state/fields.ts'

/** Errors that are compared with those before them. */
const wide = 10
/** Errors before them, at least. */
const least = 30
/** Errors are limited to that many usual ones, so that a single one does not count as a trend. */
const mostUsual = 8

/** How large the last errors are beside those before. */
export class LastErrors implements Saveable {
  private readonly last = new Float64Array(wide)
  private count = 0
  private older = 0
  private olderCount = 0

  state(fields: Fields): void {
    fields.numbers('last', this.last, nonNegative)
    this.count = fields.counter('count', this.count)
    this.older = fields.number('older', this.older, nonNegative)
    this.olderCount = fields.counter('olderCount', this.olderCount)
  }

  /** @param size NaN is left out */
  push(size: number): void {
    if (!Number.isFinite(size)) return
    const slot = this.count % wide
    if (this.count >= wide) {
      const left = this.last[slot]!
      this.older += this.olderCount >= least ? Math.min(left, mostUsual * this.usual) : left
      this.olderCount++
    }
    this.last[slot] = size
    this.count++
  }

  /** The mean of the last errors ÷ the mean of those before; 1 while too few are known. */
  get ratio(): number {
    if (this.olderCount < least) return 1
    const most = mostUsual * this.usual
    let sum = 0
    for (const size of this.last) sum += Math.min(size, most)
    return sum > 0 ? sum / (wide * this.usual) : 0
  }

  /** The same with errors that are as large as they are. */
  get whole(): number {
    if (this.olderCount < least) return 1
    let sum = 0
    for (const size of this.last) sum += size
    return sum > 0 ? sum / (wide * this.usual) : 0
  }

  private get usual(): number {
    return this.older / this.olderCount
  }
}
