import { timeOrNone } from '../series/valid-time.ts'
import type { Condition, Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { addSteps, type Duration } from './duration.ts'

/** Steps whose median is the usual one: one or two odd ones do not change it. */
const remembered = 15

const stepOrNone: Condition = {
  holds: (step) => Number.isNaN(step) || Number.isFinite(step),
  expected: 'milliseconds between two observations, or none',
}

/** Times of the leads after each observation: by the cadence if it is known, else by the median of the last steps. */
export class TimesAhead implements Saveable {
  /** Time of the last observation, in milliseconds; NaN before the first. */
  previous = Number.NaN
  /** The newest first; NaN for none. */
  private readonly steps = zeros(remembered).fill(Number.NaN)

  /**
   * Takes an observation.
   *
   * @param origin its time
   * @returns the time of each lead; NaN at the first observation without a cadence
   */
  next(origin: number, leads: readonly number[], cadence: Duration | undefined): number[] {
    if (cadence === undefined && !Number.isNaN(this.previous)) {
      this.steps.copyWithin(1, 0)
      this.steps[0] = origin - this.previous
    }
    this.previous = origin
    if (cadence) return leads.map((lead) => addSteps(origin, cadence, lead))
    const known = this.steps.filter((step) => !Number.isNaN(step)).sort()
    const usual = known[known.length >> 1] ?? Number.NaN
    return leads.map((lead) => origin + lead * usual)
  }

  state(fields: Fields): void {
    this.previous = fields.number('previous', this.previous, timeOrNone)
    fields.numbers('steps', this.steps, stepOrNone)
  }
}
