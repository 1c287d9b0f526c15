import { IssuedForecasts } from '../scores/issued-forecasts.ts'
import { brier, happenedOf, logLoss, membersOf } from '../scores/outcome-losses.ts'
import type { Tally } from '../scores/tally.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { DieboldMariano, type Verdict } from '../stats/diebold-mariano.ts'

const perLead = 3

/** One contestant of a comparison of probabilities: those not yet due, and the sums of their errors by lead. */
export class OutcomeContestant implements Saveable {
  readonly name: string
  /** Origins scored at the first lead. */
  scored = 0
  private readonly leads: readonly number[]
  /** The channels of each group. */
  private readonly members: readonly (readonly number[])[]
  private readonly issued: IssuedForecasts
  /** By lead: how many were scored, and the sums of Brier scores and log losses. */
  private readonly sums: Float64Array
  private readonly tests: DieboldMariano[]

  /** @param groups the number of the group of each channel, rising */
  constructor(name: string, groups: readonly number[], leads: readonly number[]) {
    this.name = name
    this.leads = leads
    this.members = membersOf(groups)
    this.issued = new IssuedForecasts(groups.length * leads.length, leads, 0)
    this.sums = zeros(leads.length * perLead)
    this.tests = leads.map((lead) => new DieboldMariano(lead))
  }

  /**
   * Scores the probabilities that are due.
   *
   * @param labels shape [channels × leads]; NaN is unknown
   * @param reference result of this method for the contestant to test against
   * @returns Brier scores by lead, the mean over the channels; NaN if none was scored
   */
  scoreDue(labels: Float64Array, reference?: readonly number[]): number[] {
    const { issued, members, leads, sums } = this
    return leads.map((lead, i) => {
      const slot = issued.due(lead)
      if (slot < 0 || !issued.isCounted(slot)) return Number.NaN
      let sum = 0
      let count = 0
      for (const group of members) {
        const cells = group.map((channel) => channel * leads.length + i)
        if (cells.some((at) => Number.isNaN(issued.value(slot, at) + labels[at]!))) continue
        for (const at of cells) sum += brier(issued.value(slot, at), labels[at]!)
        count += cells.length
        // Of classes, that of the one that happened, for each channel of the group.
        const did = happenedOf(cells, labels)
        sums[perLead * i + 2]! += cells.length * logLoss(issued.value(slot, did), labels[did]!)
      }
      if (i === 0 && count > 0) this.scored++
      sums[perLead * i]! += count
      sums[perLead * i + 1]! += sum
      const own = sum / count
      const difference = reference ? own - reference[i]! : Number.NaN
      if (!Number.isNaN(difference)) this.tests[i]!.add(difference)
      return own
    })
  }

  forecast(values: Float64Array, counted: boolean): void {
    this.issued.issue(values, [], [], counted)
  }

  /** Drops what is not yet due: steps cannot be counted across a gap. */
  restart(): void {
    this.issued.clear()
  }

  get byLead(): readonly Tally[] {
    return this.leads.map((_, i) => tallyOf(this.sums[perLead * i]!, this.sums[perLead * i + 1]!))
  }

  get overall(): Tally {
    return tallyOf(this.total(0), this.total(1))
  }

  get logLoss(): readonly number[] {
    return this.leads.map((_, i) => this.sums[perLead * i + 2]! / this.sums[perLead * i]!)
  }

  get overallLogLoss(): number {
    return this.total(2) / this.total(0)
  }

  get test(): readonly Verdict[] {
    return this.tests.map(({ verdict }) => verdict)
  }

  state(fields: Fields): void {
    this.scored = fields.counter('scored', this.scored)
    fields.part('issued', this.issued)
    fields.numbers('sums', this.sums)
    fields.parts('tests', this.tests)
  }

  private total(part: number): number {
    return this.leads.reduce((sum, _, i) => sum + this.sums[perLead * i + part]!, 0)
  }
}

/** The error of a probability is its Brier score; it has no intervals. */
const tallyOf = (count: number, sum: number): Tally => ({
  count,
  mae: sum / count,
  rmse: Math.sqrt(sum / count),
  mse: sum / count,
  crps: Number.NaN,
  coverage: [],
  width: [],
  winkler: [],
})
