import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { formatTimestamp } from '../time/timestamp.ts'

/** Times without a value, or with the same one, after which a target is reported. */
const long = 50

/** What is to be said of a target. */
export interface Finding {
  readonly kind: 'none' | 'late' | 'ended' | 'changed' | 'doubted' | 'stood'
  /** What follows its name. */
  readonly text: string
}

/** Finds out whether one target of one series has values, from when until when, and whether they changed or stood still. */
export class KnownTarget implements Saveable {
  /** Times of the first and the last observation, and their number. */
  private begun = Number.NaN
  private seen = Number.NaN
  private count = 0
  /** Times of the first and the last value, of the last change, and of the first value in doubt; NaN if there is none. */
  private first = Number.NaN
  private last = Number.NaN
  private changed = Number.NaN
  private doubted = Number.NaN
  /** Number of observations before the first value, and of those since the last. */
  private before = 0
  private since = 0
  /** The last value, since when and how often it has been repeated, and the largest such number of an earlier value. */
  private value = Number.NaN
  private stoodSince = Number.NaN
  private stood = 0
  private longest = 0

  /**
   * @param changed whether its unit or level was found to have changed at this time
   * @param doubtful whether its last values may be spikes, or of a new unit or level
   * @param repeats whether it is usual that a value is repeated, as of an outcome
   */
  see(time: number, value: number, changed: boolean, doubtful: boolean, repeats = false): void {
    if (this.count === 0) this.begun = time
    this.seen = time
    this.count++
    this.since++
    if (changed) this.changed = time
    if (!doubtful) this.doubted = Number.NaN
    else if (Number.isNaN(this.doubted)) this.doubted = time
    if (Number.isNaN(value)) return
    if (Number.isNaN(this.first)) {
      this.first = time
      this.before = this.count - 1
    }
    this.last = time
    this.since = 0
    if (value !== this.value || repeats) {
      this.longest = Math.max(this.longest, this.stood)
      this.stood = 0
      this.stoodSince = time
      this.value = value
    }
    this.stood++
  }

  /** Whether it has ever had a value. */
  get hasValues(): boolean {
    return !Number.isNaN(this.first)
  }

  /** @param latest time of the last observation of any series */
  findings(latest: number): Finding[] {
    if (!this.hasValues)
      return [{ kind: 'none', text: 'has no value in any row, so it is not forecast; the others are' }]
    const at = formatTimestamp
    const found: Finding[] = []
    if (this.before >= long)
      found.push({
        kind: 'late',
        text: `has no value before ${at(this.first)}: it is forecast from there on, the others from the start`,
      })
    const step = (this.seen - this.begun) / (this.count - 1)
    const silence = this.since + (latest > this.seen ? (latest - this.seen) / step : 0)
    if (silence >= long)
      found.push({ kind: 'ended', text: `has had no value since ${at(this.last)}; its forecasts go on from there` })
    if (!Number.isNaN(this.changed))
      found.push({
        kind: 'changed',
        text: `has changed by ${at(this.changed)}: its unit, its level, or how well it can be forecast`,
      })
    if (!Number.isNaN(this.doubted))
      found.push({
        kind: 'doubted',
        text:
          `is not as expected since ${at(this.doubted)}: a spike, or a new unit or level; until more values tell, ` +
          'its forecast is the last one, and the intervals allow for both',
      })
    // A constant has never moved, so it cannot be stuck.
    if (this.longest > 0 && this.stood > Math.max(long, this.longest))
      found.push({ kind: 'stood', text: `has stood at ${this.value} since ${at(this.stoodSince)}, longer than before` })
    return found
  }

  state(fields: Fields): void {
    this.begun = fields.number('begun', this.begun, timeOrNone)
    this.seen = fields.number('seen', this.seen, timeOrNone)
    this.count = fields.counter('count', this.count)
    this.first = fields.number('first', this.first, timeOrNone)
    this.last = fields.number('last', this.last, timeOrNone)
    this.changed = fields.number('changed', this.changed, timeOrNone)
    this.doubted = fields.number('doubted', this.doubted, timeOrNone)
    this.before = fields.counter('before', this.before)
    this.since = fields.counter('since', this.since)
    this.value = fields.number('value', this.value)
    this.stoodSince = fields.number('stoodSince', this.stoodSince, timeOrNone)
    this.stood = fields.counter('stood', this.stood)
    this.longest = fields.counter('longest', this.longest)
  }
}
