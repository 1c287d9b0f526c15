import type { Fields, Saveable } from '../state/fields.ts'

/** Rows after which a mean is worth comparing with. */
const warmUp = 30
/** What a number may lie above its mean without being held against it, and the sum at which it is too much: about thirty numbers of 2.5 times the mean. */
const allowed = 0.5
const alarm = 30
/** A number counts as at most this many means: three spikes are no change. */
const farthest = 10

/**
 * The test of Page (1954) and Hinkley (1971) for a rise in the mean of numbers that are not negative, in units of their mean so far: what each exceeds it by, less what is allowed, is summed, and the
 * sum has risen too far above its lowest. After a change it begins anew.
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

  /** Takes in one more number, at least 0; true where the mean has changed. */
  add(x: number): boolean {
    const relative = this.mean > 0 ? Math.min(x / this.mean, farthest) : 1
    if (this.count >= warmUp) this.height = Math.max(0, this.height + relative - 1 - allowed)
    if (this.height > alarm) {
      this.count = 0
      this.mean = 0
      this.height = 0
      return true
    }
    this.count++
    const counted = this.count > warmUp ? relative * this.mean : x
    this.mean += (counted - this.mean) / this.count
    return false
  }

  state(fields: Fields): void {
    this.count = fields.counter('count', this.count)
    this.mean = fields.number('mean', this.mean)
    this.height = fields.number('height', this.height)
  }
}
