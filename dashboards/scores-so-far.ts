import type { ScoreTable } from '../src/server/wire.ts'
import type { RunStore } from './run-store.ts'
import { unitOf } from './unit.ts'

/** What is summed for each channel and lead. */
const sums = ['count', 'absolute', 'squared', 'ours', 'naive', 'oursBesideSeason', 'seasonal'] as const

/**
 * The scores as they stood at a row, in the way of `score`: of the run's own there are only the last. They are summed over the rows that are kept, row by
 * row, so that a replay adds what is new and no more.
 */
export class ScoresSoFar {
  private readonly store: RunStore
  private version = -1
  private next = 0
  private sum: Record<(typeof sums)[number], Float64Array> = blank(0)
  private bounded: Float64Array[] = []
  private inside: Float64Array[] = []
  private steps = new Float64Array(0)
  private stepCount = new Float64Array(0)
  /** The last value known at each row, shape [rows × channels]. */
  private carried = new Float64Array(0)

  constructor(store: RunStore) {
    this.store = store
  }

  /** Up to and with row `head`; `whole` is the table of the whole run, which knows where counting begins and the season. */
  at(head: number, whole: ScoreTable): ScoreTable {
    const { version, first } = this.store
    if (version !== this.version || head + 1 < this.next) this.restart()
    this.version = version
    for (let row = Math.max(first, this.next); row <= head; row++) this.add(row, whole)
    this.next = head + 1
    return this.table(whole)
  }

  private restart(): void {
    const { first, end, layout } = this.store
    const { channels, leads, levels } = layout!
    const size = channels * leads.length
    this.next = first
    this.sum = blank(size)
    this.bounded = levels.map(() => new Float64Array(size))
    this.inside = levels.map(() => new Float64Array(size))
    this.steps = new Float64Array(channels)
    this.stepCount = new Float64Array(channels)
    this.carried = new Float64Array((end - first) * channels)
  }

  private add(row: number, whole: ScoreTable): void {
    const { store } = this
    const { channels, leads } = store.layout!
    const season = whole.season ?? 1
    for (let channel = 0; channel < channels; channel++) {
      const actual = store.actual(row, channel)
      const known = Number.isNaN(actual) ? this.ago(row, 1, channel) : actual
      this.carried[(row - store.first) * channels + channel] = known
      if (Number.isNaN(actual)) continue
      const step = Math.abs(actual - this.ago(row, season, channel))
      if (!Number.isNaN(step)) {
        this.steps[channel]! += step
        this.stepCount[channel]!++
      }
      for (let lead = 0; lead < leads.length; lead++) this.addDue(row, channel, lead, actual, whole)
    }
  }

  private addDue(row: number, channel: number, lead: number, actual: number, { from, season }: ScoreTable): void {
    const { store, sum } = this
    const { leads, levels } = store.layout!
    const origin = store.originOf(row, lead)
    if (origin < 0 || (from && !counts(from, origin, store.time(origin)))) return
    const error = Math.abs(actual - store.forecast(origin, channel, lead))
    if (Number.isNaN(error)) return
    const at = channel * leads.length + lead
    sum.count[at]!++
    sum.absolute[at]! += error
    sum.squared[at]! += error * error
    const naive = Math.abs(actual - this.ago(row, leads[lead]!, channel))
    if (!Number.isNaN(naive)) {
      sum.ours[at]! += error
      sum.naive[at]! += naive
    }
    const seasonal = season
      ? Math.abs(actual - this.ago(row, Math.ceil(leads[lead]! / season) * season, channel))
      : Number.NaN
    if (!Number.isNaN(seasonal)) {
      sum.oursBesideSeason[at]! += error
      sum.seasonal[at]! += seasonal
    }
    for (let level = 0; level < levels.length; level++) {
      const lower = store.lower(origin, channel, lead, level)
      const upper = store.upper(origin, channel, lead, level)
      if (Number.isNaN(lower) || Number.isNaN(upper)) continue
      this.bounded[level]![at]!++
      if (lower <= actual && actual <= upper) this.inside[level]![at]!++
    }
  }

  /** The last value known so many steps ago; NaN across a restart or before the first row kept. */
  private ago(row: number, steps: number, channel: number): number {
    const { store } = this
    if (!store.reaches(row, steps)) return Number.NaN
    return this.carried[(row - steps - store.first) * store.layout!.channels + channel]!
  }

  private table(final: ScoreTable): ScoreTable {
    const { from, season, units } = final
    const { sum } = this
    const leads = this.store.layout!.leads.length
    const each = (value: (at: number) => number) =>
      Array.from(sum.count.keys(), (at) => {
        const number = value(at)
        return Number.isFinite(number) ? number : null
      })
    const skill = (ours: Float64Array, naive: Float64Array) =>
      each((at) => (naive[at]! > 0 ? 1 - ours[at]! / naive[at]! : Number.NaN))
    const channel = (at: number) => Math.floor(at / leads)
    const mae = (at: number) => sum.absolute[at]! / sum.count[at]!
    const scale = (at: number) => this.steps[channel(at)]! / this.stepCount[channel(at)]!
    const unit = (at: number) => unitOf(final, channel(at))
    return {
      from,
      season,
      units,
      count: Array.from(sum.count),
      mae: each((at) => mae(at) / unit(at)),
      rmse: each((at) => Math.sqrt(sum.squared[at]! / sum.count[at]!) / unit(at)),
      mase: each((at) => mae(at) / scale(at)),
      skillPersistence: skill(sum.ours, sum.naive),
      skillSeasonal: skill(sum.oursBesideSeason, sum.seasonal),
      coverage: this.inside.map((inside, level) => each((at) => inside[at]! / this.bounded[level]![at]!)),
    }
  }
}

const blank = (size: number) =>
  Object.fromEntries(sums.map((name) => [name, new Float64Array(size)])) as Record<(typeof sums)[number], Float64Array>

/** Whether the forecasts made at this row count, rows being numbered from 0 and observations from 1. */
const counts = (from: NonNullable<ScoreTable['from']>, row: number, time: number) =>
  'time' in from ? time >= from.time : row + 1 >= from.observation
