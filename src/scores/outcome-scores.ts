import type { OutcomeScoreData } from '../series/outcome-summary.ts'
import type { Baseline, ScoreSummary, Scores, ScoresJson } from '../series/scored.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import type { From } from './from.ts'
import { IssuedForecasts } from './issued-forecasts.ts'
import { baseRate, happenedOf, logLoss, membersOf } from './outcome-losses.ts'
import { OutcomeSums, perBin, reliabilityBins } from './outcome-sums.ts'
import { scoreSummary, scoresJson } from './score-summaries.ts'
import { skill } from './skill.ts'

export interface OutcomeScoresOptions {
  /** The number of the group of each channel, rising. */
  readonly groups: readonly number[]
  readonly leads: readonly number[]
  readonly from?: From
  /** Sums of their errors so far, one cell a channel and lead. Default: none. */
  readonly sums?: OutcomeSums
}

/**
 * The scores of a stream of probabilities: Brier score and log loss, beside those of the base rate, AUC and reliability.
 *
 * The base rate of a lead is the share of the labels known at the origin, so that it is a forecast too, scored over the
 * same origins. Of classes, the log loss is that of the class that happened, the same for all channels of the group.
 */
export class OutcomeScores implements Scores, Saveable {
  readonly from: From
  readonly season = undefined
  readonly channels: number
  readonly leads: readonly number[]
  readonly levels: readonly number[] = []
  readonly coverage: readonly Float64Array[] = []
  readonly units = undefined
  readonly sums = undefined
  /** The channels of each group. */
  private readonly members: readonly (readonly number[])[]
  private readonly groups: readonly number[]
  private readonly ofCells: OutcomeSums
  /** Base rates that are not yet due. */
  private readonly issued: IssuedForecasts
  /** By cell, the labels known so far, and their sum. */
  private readonly seen: Float64Array
  private readonly happened: Float64Array

  constructor({ groups, leads, from, sums }: OutcomeScoresOptions) {
    const cells = groups.length * leads.length
    this.from = from
    this.channels = groups.length
    this.groups = groups
    this.leads = leads
    this.members = membersOf(groups)
    this.ofCells = sums ?? new OutcomeSums(cells)
    this.issued = new IssuedForecasts(cells, leads, 0)
    this.seen = zeros(cells)
    this.happened = zeros(cells)
  }

  /**
   * Scores what is due at an observation, then keeps the base rates as known now until they are due.
   *
   * @param labels shape [channels × leads]: what has happened, 0 or 1; NaN is unknown
   * @param due the probabilities that were forecast of it; NaN if there were none
   * @param counted whether the new origin counts
   */
  score(labels: Float64Array, due: Float64Array, counted: boolean): void {
    const { issued, leads, members } = this
    for (const [i, lead] of leads.entries()) {
      const slot = issued.due(lead)
      for (const group of members) {
        const cells = group.map((channel) => channel * leads.length + i)
        if (slot >= 0 && issued.isCounted(slot)) this.scoreGroup(cells, labels, due, slot)
      }
    }
    for (const [cell, label] of labels.entries()) {
      if (Number.isNaN(label)) continue
      this.seen[cell]! += 1
      this.happened[cell]! += label
    }
    issued.issue(this.rates(), [], [], counted)
  }

  private scoreGroup(cells: readonly number[], labels: Float64Array, due: Float64Array, slot: number): void {
    if (cells.some((cell) => Number.isNaN(labels[cell]! + due[cell]!))) return
    const did = happenedOf(cells, labels)
    const losses = {
      logLoss: logLoss(due[did]!, labels[did]!),
      baseLogLoss: logLoss(this.issued.value(slot, did), labels[did]!),
    }
    for (const cell of cells) this.ofCells.add(cell, due[cell]!, this.issued.value(slot, cell), labels[cell]!, losses)
  }

  /** The base rates as known now, shape [channels × leads]. */
  rates(): Float64Array {
    const { happened, leads, members, seen } = this
    const rates = new Float64Array(seen.length)
    for (const group of members)
      for (const channel of group)
        for (let i = 0, cell = channel * leads.length; i < leads.length; i++, cell++)
          rates[cell] = baseRate(happened[cell]!, seen[cell]!, Math.max(2, group.length))
    return rates
  }

  /** Drops what is not yet due: after a gap too long to fill, steps cannot be counted. */
  restart(): void {
    this.issued.clear()
  }

  get count(): Float64Array {
    return this.each((cell) => this.ofCells.get(cell, 'count'))
  }

  /** The Brier score. */
  get mae(): Float64Array {
    return this.each((cell) => this.ofCells.mean(cell, 'brier'))
  }

  get rmse(): Float64Array {
    return this.each((cell) => Math.sqrt(this.ofCells.mean(cell, 'brier')))
  }

  /** The share that has happened. */
  get size(): Float64Array {
    return this.each((cell) => this.ofCells.mean(cell, 'happened'))
  }

  get crps(): Float64Array {
    return this.each(() => Number.NaN)
  }

  get mase(): Float64Array {
    return this.each(() => Number.NaN)
  }

  get skillPersistence(): Float64Array {
    return this.each(() => Number.NaN)
  }

  get skillSeasonal(): Float64Array {
    return this.each(() => Number.NaN)
  }

  get baselines(): readonly Baseline[] {
    const error = this.each((cell) => this.ofCells.mean(cell, 'baseBrier'))
    const { mae } = this
    return [
      {
        name: 'the base rate',
        season: undefined,
        mae: error,
        skill: error.map((base, cell) => skill(mae[cell]!, base)),
      },
    ]
  }

  get outcomes(): OutcomeScoreData {
    const { groups, ofCells, seen } = this
    const size = reliabilityBins * perBin
    const bins = new Float64Array(seen.length * size)
    for (const cell of seen.keys()) bins.set(ofCells.bins(cell), cell * size)
    return {
      groups,
      logLoss: this.each((cell) => ofCells.mean(cell, 'logLoss')),
      baseLogLoss: this.each((cell) => ofCells.mean(cell, 'baseLogLoss')),
      auc: this.each((cell) => ofCells.auc(cell)),
      bins,
    }
  }

  at(channel: number, lead: number): ScoreSummary {
    return scoreSummary(this, channel, lead)
  }

  toJSON(): ScoresJson {
    return scoresJson(this)
  }

  state(fields: Fields): void {
    fields.same('groups', this.groups)
    fields.part('outcomes', this.ofCells)
    fields.part('issued', this.issued)
    fields.numbers('seen', this.seen)
    fields.numbers('happened', this.happened)
  }

  private each(of: (cell: number) => number): Float64Array {
    return this.seen.map((_, cell) => of(cell))
  }
}
