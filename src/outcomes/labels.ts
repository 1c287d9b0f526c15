import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { holds, isClassification, type Outcome } from './outcome.ts'
import { RunningPercentile } from './running-percentile.ts'

/**
 * The labels of an outcome: 0 or 1, or the position of a class. A label is known once its lead has arrived, even if it was
 * settled before, so that origins stay in order. One of a missing value is NaN, also if another value settles it: to count
 * such ones and leave out the others would make what settles seem more frequent than it is.
 */
export class Labels implements Saveable {
  /** Labels of the forecasts now due, by lead; NaN if unknown. */
  readonly due: Float64Array
  /** Label of the present value; of a change, that of the shortest lead. NaN if unknown. */
  present = Number.NaN
  /** What later values are compared with; NaN if unknown, and of classes. */
  limit = Number.NaN
  readonly #outcome: Outcome
  readonly #leads: readonly number[]
  private readonly pending: Pending
  /** Of the origins not yet due: the limit, whether the question is settled, and whether a value since is missing. */
  private readonly limits: Float64Array
  private readonly settled: Uint8Array
  private readonly gaps: Uint8Array
  private readonly percentile: RunningPercentile | undefined

  /** @param leads in steps, rising */
  constructor(outcome: Outcome, leads: readonly number[]) {
    this.#outcome = outcome
    this.#leads = leads
    this.due = zeros(leads.length).fill(Number.NaN)
    this.pending = new Pending(leads)
    const { slots } = this.pending
    this.limits = zeros(slots)
    this.settled = new Uint8Array(slots)
    this.gaps = new Uint8Array(slots)
    if (!isClassification(outcome) && outcome.threshold.kind === 'percentile')
      this.percentile = new RunningPercentile(outcome.threshold.value)
  }

  /** The labels as they are shown: of the present value if it alone tells, else of the shortest lead now due. */
  get shown(): number {
    const outcome = this.#outcome
    const alone = isClassification(outcome) || (outcome.over === 'lead' && outcome.threshold.kind === 'number')
    return alone ? this.present : this.due[0]!
  }

  /** @param value of the column; NaN is missing */
  next(value: number): void {
    const outcome = this.#outcome
    if (isClassification(outcome)) {
      const label = Number.isInteger(value) && value >= 0 && value < outcome.classes.length ? value : Number.NaN
      for (let i = 0; i < this.#leads.length; i++)
        this.due[i] = this.pending.due(this.#leads[i]!) < 0 ? Number.NaN : label
      this.present = label
      this.pending.issue()
      return
    }
    const { operator, over, threshold } = outcome
    const settling = over === 'any' ? 1 : 0
    for (let age = 1, i = 0; age <= this.pending.count; age++) {
      const slot = this.pending.due(age)
      const label = compare(value, operator, this.limits[slot]!)
      if (Number.isNaN(label)) this.gaps[slot] = 1
      else if (label === settling) this.settled[slot] = 1
      if (age !== this.#leads[i]) continue
      this.due[i++] =
        over === 'lead' ? label : this.gaps[slot] ? Number.NaN : this.settled[slot] ? settling : 1 - settling
    }
    if (!Number.isNaN(value)) this.percentile?.add(value)
    const limit = this.#limit(value)
    this.limit = limit
    this.present = threshold.kind === 'change' ? this.due[0]! : compare(value, operator, limit)
    const slot = this.pending.issue()
    this.limits[slot] = limit
    this.settled[slot] = 0
    this.gaps[slot] = 0
  }

  /** What later values are compared with. */
  #limit(value: number): number {
    const { kind, value: wanted } = (this.#outcome as Exclude<Outcome, { classes: unknown }>).threshold
    if (kind === 'percentile') return this.percentile!.value
    if (kind === 'number') return wanted
    return value === 0 ? Number.NaN : value + wanted * Math.abs(value)
  }

  state(fields: Fields): void {
    fields.part('pending', this.pending)
    fields.numbers('due', this.due)
    this.present = fields.number('present', this.present)
    fields.numbers('limits', this.limits)
    fields.numbers('settled', this.settled)
    fields.numbers('gaps', this.gaps)
    if (this.percentile) fields.part('percentile', this.percentile)
  }
}

const compare = (value: number, operator: Parameters<typeof holds>[1], limit: number) =>
  Number.isNaN(value) || Number.isNaN(limit) ? Number.NaN : Number(holds(value, operator, limit))
