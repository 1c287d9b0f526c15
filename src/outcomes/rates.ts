import { Pending } from '../series/pending.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { OutcomeExpert, OutcomeInput, OutcomeShape } from './outcome-expert.ts'

/** Rows of each label that the rate of all begins with (Krichevsky & Trofimov 1981). */
const prior = 0.5
/** Rows that the rate of all counts as in the rate of a case. */
const priorOfCase = 2

/** The case that an origin is in: what its labels are counted by. */
export interface Cases extends Saveable {
  /** Different in snapshots of other cases. */
  readonly name: string
  readonly count: number
  /** Takes the next step. */
  next(input: OutcomeInput): void
  /**
   * The case of the origin for a lead, from 0; −1 if it is unknown: the expert then sleeps.
   *
   * @param lead in steps
   */
  of(lead: number): number
}

/**
 * How often each label came in the same case before, by lead: (n_case + 2 · rate of all) / (n + 2). Without cases it is
 * the base rate.
 */
export class Rates implements OutcomeExpert {
  readonly #shape: OutcomeShape
  readonly #cases: Cases | undefined
  readonly #keep: number
  private readonly pending: Pending
  /** The cases of the origins not yet due, shape [slots × leads]. */
  private readonly kept: Float64Array
  /** Labels so far, shape [leads × labels], and those by case, shape [leads × cases × labels]. */
  private readonly all: Float64Array
  private readonly each: Float64Array

  /** @param halfLife labels after which one counts half */
  constructor(shape: OutcomeShape, cases?: Cases, halfLife = Number.POSITIVE_INFINITY) {
    const { labels, leads } = shape
    this.#shape = shape
    this.#cases = cases
    this.#keep = halfLife === Number.POSITIVE_INFINITY ? 1 : 1 - 0.69 / halfLife
    this.pending = new Pending(leads)
    this.kept = zeros(cases ? this.pending.slots * leads.length : 0)
    this.all = zeros(leads.length * labels)
    this.each = zeros((cases?.count ?? 0) * leads.length * labels)
  }

  learn(input: OutcomeInput): void {
    const { labels, leads } = this.#shape
    const cases = this.#cases
    for (let i = 0; i < leads.length; i++) {
      const label = input.due[i]!
      if (Number.isNaN(label)) continue
      this.#add(this.all, i * labels, label)
      if (!cases) continue
      const one = this.kept[this.pending.due(leads[i]!) * leads.length + i]!
      if (one >= 0) this.#add(this.each, (i * cases.count + one) * labels, label)
    }
    if (!cases) return
    cases.next(input)
    const slot = this.pending.issue()
    for (let i = 0; i < leads.length; i++) this.kept[slot * leads.length + i] = cases.of(leads[i]!)
  }

  #add(counts: Float64Array, from: number, label: number): void {
    if (this.#keep < 1) for (let k = 0; k < this.#shape.labels; k++) counts[from + k]! *= this.#keep
    counts[from + label]!++
  }

  forecast(out: Float64Array): void {
    const { channels, labels, leads } = this.#shape
    const newest = this.pending.due(1)
    for (let i = 0; i < leads.length; i++) {
      const one = !this.#cases ? 0 : newest < 0 ? -1 : this.kept[newest * leads.length + i]!
      for (let channel = 0; channel < channels; channel++)
        out[channel * leads.length + i] = one < 0 ? Number.NaN : this.#rate(i, one, channels > 1 ? channel : labels - 1)
    }
  }

  #rate(i: number, one: number, label: number): number {
    const { labels } = this.#shape
    const rate = share(this.all, i * labels, labels, label, 1 / labels, prior * labels)
    if (!this.#cases) return rate
    return share(this.each, (i * this.#cases.count + one) * labels, labels, label, rate, priorOfCase)
  }

  state(fields: Fields): void {
    fields.constant('keep', this.#keep)
    fields.numbers('all', this.all)
    if (!this.#cases) return
    fields.same('cases', this.#cases.name)
    fields.part('pending', this.pending)
    fields.numbers('kept', this.kept)
    fields.numbers('each', this.each)
    fields.part('case', this.#cases)
  }
}

/** The share of a label among those counted, and `rows` more at its prior rate. */
function share(counts: Float64Array, from: number, labels: number, label: number, rate: number, rows: number): number {
  let sum = rows
  for (let k = 0; k < labels; k++) sum += counts[from + k]!
  return (counts[from + label]! + rows * rate) / sum
}
