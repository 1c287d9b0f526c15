import type { KeyedRecorders } from './keyed-recorders.ts'
import {
  type Lines,
  type NumberedEvent,
  type Overview,
  type OverviewRun,
  type RunStatus,
  type Spark,
  seriesStates,
} from './overview-wire.ts'

/** The columns of `Lines` that have an entry for each line. */
type Columns = { [K in Exclude<keyof Lines, 'firstKey' | 'keys'>]: Lines[K][number][] }

/** Returns what is recorded of many series in the types of overview-wire.ts. */
export class OverviewData {
  readonly run: OverviewRun
  private readonly recorders: KeyedRecorders
  private readonly channels: number

  constructor(recorders: KeyedRecorders, run: OverviewRun) {
    this.recorders = recorders
    this.run = run
    this.channels = run.channels.length
  }

  /** The number of lines; none before the first row. */
  get count(): number {
    const { all, present } = this.recorders
    return present.rows === 0 ? 0 : all.length * this.channels
  }

  /** The number of series. */
  get series(): number {
    return this.count / this.channels
  }

  /** Changes with a line, except for its silence. */
  versionOf(index: number): number {
    return this.seriesOf(index).version
  }

  /** Changes with what a line says, not with each of its values. */
  standingOf(index: number): number {
    const { state, attention } = this.seriesOf(index).standing(index % this.channels, this.recorders.present)
    return 1000 * seriesStates.indexOf(state) + attention
  }

  /**
   * @param indices of lines, rising
   * @param firstKey number of the first series whose key is needed
   */
  lines(indices: Iterable<number>, firstKey = this.series): Lines {
    const { channels } = this
    const { all, present } = this.recorders
    const columns: Columns = {
      index: [],
      state: [],
      attention: [],
      why: [],
      time: [],
      value: [],
      skill: [],
      misses: [],
      rows: [],
      events: [],
    }
    let skills: Float64Array = new Float64Array(0)
    let of = -1
    for (const index of indices) {
      const series = this.seriesOf(index)
      const channel = index % channels
      if (of !== series.number) skills = series.readSkills()
      of = series.number
      const { state, attention, why } = series.standing(channel, present)
      columns.index.push(index)
      columns.state.push(seriesStates.indexOf(state))
      columns.attention.push(attention)
      columns.why.push(why)
      columns.time.push(orNull(series.last))
      columns.value.push(orNull(series.glance.value(series.glance.rows - 1, channel)))
      columns.skill.push(rounded(skills[channel]!))
      columns.misses.push(rounded(series.misses(channel)) ?? 0)
      columns.rows.push(series.glance.rows)
      columns.events.push(series.events(channel))
    }
    return { firstKey, keys: all.slice(firstKey, this.series).map(({ key }) => key), ...columns }
  }

  /** All lines. */
  all(): Lines {
    return this.lines(Array(this.count).keys(), 0)
  }

  /** Numbers of all lines, those that need attention most first, and of these that which came first. */
  ranked(): number[] {
    const { all, present } = this.recorders
    const attention = Array.from({ length: this.count }, (_, index) => {
      const series = all[Math.floor(index / this.channels)]!
      return series.standing(index % this.channels, present).attention
    })
    return [...attention.keys()].sort((a, b) => attention[b]! - attention[a]! || a - b)
  }

  /** All of it. */
  whole(): Overview {
    return { run: this.run, lines: this.all(), events: this.events(), status: this.status }
  }

  sparks(indices: readonly number[]): Spark[] {
    const { channels } = this
    return indices
      .filter((index) => Number.isInteger(index) && index >= 0 && index < this.count)
      .map((index) => this.seriesOf(index).glance.spark(index, index % channels))
  }

  /** The events from number `from` on. */
  events(from = 0): readonly NumberedEvent[] {
    return this.recorders.events.from(from)
  }

  get status(): RunStatus {
    const { facts, present } = this.recorders
    return facts.status(present.rows, present.time)
  }

  private seriesOf(index: number) {
    return this.recorders.all[Math.floor(index / this.channels)]!
  }
}

const orNull = (value: number) => (Number.isFinite(value) ? value : null)
const rounded = (value: number) => (Number.isFinite(value) ? Math.round(value * 1000) / 1000 : null)
