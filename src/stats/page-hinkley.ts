import type { Fields, Saveable } from '../state/fields.ts'

/** Numbers before the test starts, so that their mean is known well enough. */
const warmUp = 30
/**
 * Tolerated excess over the mean, and the sum of excesses that is a change: about thirty numbers of 2.5 times the mean.
 */
const tolerance = 0.5
const threshold = 30
/** Numbers are capped at this many times the mean, so that three spikes do not count as a change. */
const maxRatio = 10

/**
 * The Page-Hinkley test (Page 1954, Hinkley 1971) for an increase of the mean of non-negative numbers, in units of
 * their mean so far: it sums how far each number exceeds the mean by more than a tolerance, and detects a change when
 * the sum has risen above its minimum by a threshold. After a change it starts again.
 *
 * @example
 * const test = new PageHinkley()
 * const changes = Array.from({ length: 200 }, (_, t) => test.add(t < 100 ? 1 : 5)).flatMap((changed, t) => (changed ? [t] : []))
 * console.log(changes) // [ 109 ]
 */
export class PageHinkley implements Saveable {
  private count = 0
  private mean = 0
  private height = 0

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    this.mean = fields.number('mean', this.mean)
    this.height = fields.number('height', this.height)
  }

  /**
   * Adds one number.
   *
   * @param x at least 0
   * @returns whether the mean has increased
   */
  add(x: number): boolean {
    const relative = this.mean > 0 ? Math.min(x / this.mean, maxRatio) : 1
    if (this.count >= warmUp) this.height = Math.max(0, this.height + relative - 1 - tolerance)
    if (this.height > threshold) {
      this.restart()
      return true
    }
    this.count++
    const counted = this.count > warmUp ? relative * this.mean : x
    this.mean += (counted - this.mean) / this.count
    return false
  }

  /** Forgets all numbers. */
  restart(): void {
    this.count = 0
    this.mean = 0
    this.height = 0
  }
}
