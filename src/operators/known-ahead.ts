import { tellsAhead } from '../series/is-missing.ts'
import type { Observation } from '../series/observation.ts'
import { timeOrBefore } from '../series/valid-time.ts'
import { visitObservation } from '../series/visit-observation.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { addSteps, type Duration } from '../time/duration.ts'
import { HolidayDays, type Holidays } from '../time/holiday-days.ts'
import { FutureTable } from './future-table.ts'

/** What `KnownAhead` is for. */
export interface AheadOptions {
  /** In steps, rising. */
  readonly leads: readonly number[]
  /** Time from one observation to the next; if undefined, the next row is the next step. */
  readonly step: Duration | undefined
  readonly channels: number
  /** Numbers in `known`, and in `elsewhere` of an observation. */
  readonly known: number
  readonly elsewhere: number
  /** Forecasters whose forecasts are in `elsewhere`. */
  readonly forecasters: number
  /** Public holidays, which are the last column. */
  readonly holidays?: Holidays | undefined
}

/**
 * Tells each observation of one series what is known at its time: the values of columns known ahead, and forecasts made
 * elsewhere, at its time and at the targets of all leads. What was issued later than an observation is unknown to it.
 *
 * Observations that are not live wait until the rows that tell of their targets have come, or until the end. A later
 * row adds nothing but what is known ahead.
 */
export class KnownAhead implements Saveable {
  private readonly options: AheadOptions
  private readonly table: FutureTable
  private readonly holidays: HolidayDays | undefined
  /** Observations that wait, in order of time. */
  private held: Observation[] = []
  /** The latest time that a row has told of, and when the last issue was made. */
  private latest = Number.NEGATIVE_INFINITY
  private issued = Number.NEGATIVE_INFINITY
  /** Time of the last observation that was passed on. */
  private passed = Number.NEGATIVE_INFINITY

  constructor(options: AheadOptions) {
    this.options = options
    this.table = new FutureTable(options.known + options.elsewhere)
    this.holidays = options.holidays && new HolidayDays(options.holidays)
  }

  /**
   * Takes the next observation, or a row of the future.
   *
   * @param pass gets the observations about which everything is known now, with `ahead` and `offered`
   */
  take(observation: Observation, pass: (observation: Observation) => void): void {
    const { future, issued, known = [], elsewhere = [], live, time } = observation
    const { options } = this
    if (time > this.passed && (!options.step || tellsAhead(observation))) {
      const values = new Float64Array(options.known + options.elsewhere)
      values.set(Array.from(known))
      values.set(Array.from(elsewhere), options.known)
      this.table.add(time, issued ?? Number.NEGATIVE_INFINITY, values)
    }
    // If observations are not issued, a row that is tells of a time before its own row has come.
    if (issued === undefined || this.held[0]?.issued !== undefined || this.held.length === 0)
      this.latest = Math.max(this.latest, time)
    this.issued = Math.max(this.issued, issued ?? Number.NEGATIVE_INFINITY)
    if (!future) this.held.push(observation)
    while (this.held.length > 0 && (live || this.isReady(this.held[0]!))) this.release(pass)
  }

  /** Passes on all that wait, since nothing more will come. */
  flush(pass: (observation: Observation) => void): void {
    while (this.held.length > 0) this.release(pass)
  }

  state(fields: Fields): void {
    fields.part('table', this.table)
    this.held = fields.list('held', this.held, visitObservation)
    this.latest = fields.number('latest', this.latest, timeOrBefore)
    this.issued = fields.number('issued', this.issued, timeOrBefore)
    this.passed = fields.number('passed', this.passed, timeOrBefore)
  }

  /** Whether all rows that tell of the targets of an observation have come. */
  private isReady({ issued, time }: Observation): boolean {
    const { elsewhere, known, leads, step } = this.options
    if (known + elsewhere === 0) return true
    const longest = leads.at(-1)!
    if (this.held.length > mostHeld * (longest + 1)) return true
    if (issued === undefined)
      return step
        ? this.latest >= addSteps(time, step, longest)
        : this.table.timesAfter(time, Number.NEGATIVE_INFINITY) >= longest
    // Other revisions for the time of the longest lead may follow the first, and other issues of the same time.
    const told = step ? this.latest > addSteps(time, step, longest) : this.table.timesAfter(time) > longest
    return told && this.issued > time
  }

  private release(pass: (observation: Observation) => void): void {
    const observation = this.held.shift()!
    const { time } = observation
    const { channels, elsewhere, forecasters, known, leads, step } = this.options
    const { holidays, table } = this
    const columns = known + (holidays ? 1 : 0)
    const width = channels * forecasters === 0 ? 0 : elsewhere / (channels * forecasters)
    const ahead = new Float64Array((1 + leads.length) * columns).fill(Number.NaN)
    const offered = new Float64Array(forecasters * channels * leads.length).fill(Number.NaN)
    for (let i = 0; i <= leads.length; i++) {
      const lead = i === 0 ? 0 : leads[i - 1]!
      const group = step ? table.groupNear(time, step, lead) : table.groupAfter(time, lead)
      if (holidays)
        ahead[(i + 1) * columns - 1] = holidays.at(
          step ? addSteps(time, step, lead) : i === 0 ? time : table.timeOf(group),
        )
      if (group < 0) continue
      for (let column = 0; column < known; column++) ahead[i * columns + column] = table.value(group, column, time)
      if (i === 0) continue
      for (let series = 0; series < forecasters * channels; series++) {
        const at = known + series * width
        const own = lead < width ? table.value(group, at + lead, time) : Number.NaN
        offered[series * leads.length + i - 1] = Number.isNaN(own) ? table.value(group, at, time) : own
      }
    }
    this.passed = time
    table.forget(time)
    pass({
      ...observation,
      ahead: columns > 0 ? ahead : undefined,
      offered: forecasters > 0 ? offered : observation.offered,
    })
  }
}

/** Observations that wait at most, in multiples of the longest lead: issues may have stopped. */
const mostHeld = 3
