import { type Fields, nonNegative } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { ClassExpert } from './class-expert.ts'

/** How often each class has come so far, with one more of each (Laplace). */
export class Frequencies implements ClassExpert<unknown> {
  readonly name = 'frequencies'
  /** Labels of each class. */
  readonly counts: Float64Array

  constructor(classes: number) {
    this.counts = zeros(classes)
  }

  answer(_: unknown, __: readonly Float64Array[], out: Float64Array): void {
    let sum = 0
    for (let c = 0; c < out.length; c++) sum += this.counts[c]! + 1
    for (let c = 0; c < out.length; c++) out[c] = (this.counts[c]! + 1) / sum
  }

  learn(_: unknown, label: number): void {
    this.counts[label]!++
  }

  state(fields: Fields): void {
    fields.numbers('counts', this.counts, nonNegative)
  }
}
