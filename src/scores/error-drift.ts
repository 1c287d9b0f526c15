import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { PageHinkley } from '../stats/page-hinkley.ts'

/** Steps in which a channel whose errors have increased may be found to have another unit: that is one event. */
const sameEvent = 50

/** Finds lasting increases of a channel's errors at the first lead, and adds them to the changes that are known. */
export class ErrorDrift implements Saveable {
  private readonly tests: readonly PageHinkley[]
  /** Steps since the last event of each channel. */
  private readonly since: Float64Array

  constructor(channels: number) {
    this.tests = Array.from({ length: channels }, () => new PageHinkley())
    this.since = zeros(channels).fill(Number.POSITIVE_INFINITY)
  }

  /**
   * Adds the errors of an observation.
   *
   * @param residuals shape [channels × leads]; NaN if unknown
   * @param changed channels whose unit or level is known to have changed: later errors are tested without the earlier
   * @returns the channels with an event at this observation; undefined if there are none
   */
  add(residuals: Float64Array, changed: readonly number[] = []): readonly number[] | undefined {
    const leads = residuals.length / this.tests.length
    let found: number[] | undefined
    for (const [channel, test] of this.tests.entries()) {
      const since = ++this.since[channel]!
      const isChanged = changed.includes(channel)
      if (isChanged) test.restart()
      const error = Math.abs(residuals[channel * leads]!)
      const isEvent = isChanged ? since > sameEvent : !Number.isNaN(error) && test.add(error)
      if (!isEvent) continue
      this.since[channel] = 0
      found ??= []
      found.push(channel)
    }
    return found
  }

  state(fields: Fields): void {
    fields.numbers('since', this.since)
    fields.parts('tests', this.tests)
  }
}
