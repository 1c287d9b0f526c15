import type { Fields, Saveable } from '../state/fields.ts'
import { PageHinkley } from '../stats/page-hinkley.ts'

/** Finds lasting increases of a channel's errors at the first lead, such as after a change of unit. */
export class ErrorDrift implements Saveable {
  private readonly tests: readonly PageHinkley[]

  constructor(channels: number) {
    this.tests = Array.from({ length: channels }, () => new PageHinkley())
  }

  /**
   * Adds the errors of an observation.
   *
   * @param residuals shape [channels × leads]; NaN if unknown
   * @returns the channels whose errors have increased as of this observation; undefined if there are none
   */
  add(residuals: Float64Array): readonly number[] | undefined {
    const leads = residuals.length / this.tests.length
    let found: number[] | undefined
    for (let channel = 0; channel < this.tests.length; channel++) {
      const error = Math.abs(residuals[channel * leads]!)
      if (Number.isNaN(error) || !this.tests[channel]!.add(error)) continue
      found ??= []
      found.push(channel)
    }
    return found
  }

  state(fields: Fields): void {
    fields.parts('tests', this.tests)
  }
}
