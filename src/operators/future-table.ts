import { timeOrBefore, validTime } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { addSteps, belongsToNext, type Duration } from '../time/duration.ts'

/** What was issued for one time. */
interface Issue {
  readonly time: number
  /** When it was issued; −∞ if it was known from the beginning. */
  issued: number
  /** One value a column; NaN is unknown. */
  readonly values: Float64Array
}

/** What is known of times to come, by column. A group are the issues for one time, which begin at its first. */
export class FutureTable implements Saveable {
  private readonly columns: number
  /** In order of time, of one time in order of issue, and of one issue in the order in which they came. */
  private issues: Issue[] = []

  constructor(columns: number) {
    this.columns = columns
  }

  /** Adds what is known of a time. */
  add(time: number, issued: number, values: Float64Array): void {
    const { issues } = this
    let at = issues.length
    while (
      at > 0 &&
      (issues[at - 1]!.time > time || (issues[at - 1]!.time === time && issues[at - 1]!.issued > issued))
    )
      at--
    const before = issues[at - 1]
    if (before?.time === time && before.issued === issued) merge(before.values, values)
    else issues.splice(at, 0, { time, issued, values })
  }

  /**
   * The value of a column in a group as it is known at a time: the last that was issued by then.
   *
   * @returns NaN if it is unknown
   */
  value(group: number, column: number, known: number): number {
    const { issues } = this
    const { time } = issues[group]!
    let value = Number.NaN
    for (let i = group; i < issues.length && issues[i]!.time === time && issues[i]!.issued <= known; i++)
      if (!Number.isNaN(issues[i]!.values[column]!)) value = issues[i]!.values[column]!
    return value
  }

  /** The time of a group; NaN of none. */
  timeOf(group: number): number {
    return this.issues[group]?.time ?? Number.NaN
  }

  /** The group that belongs to the time some steps after another; −1 if there is none. */
  groupNear(from: number, step: Duration, steps: number): number {
    const time = addSteps(from, step, steps)
    const { issues } = this
    const after = this.firstFrom(time)
    if (issues[after]?.time === time) return after
    const later =
      after < issues.length && !belongsToNext(issues[after]!.time, time, addSteps(from, step, steps + 1), step)
    const before = after > 0 ? this.firstFrom(issues[after - 1]!.time) : -1
    const earlier = before >= 0 && belongsToNext(issues[before]!.time, addSteps(from, step, steps - 1), time, step)
    if (later && earlier) return time - issues[before]!.time <= issues[after]!.time - time ? before : after
    return later ? after : earlier ? before : -1
  }

  /** The group that is some groups after a time, that of the time itself for 0; −1 if there is none. */
  groupAfter(time: number, groups: number): number {
    const { issues } = this
    let at = this.firstFrom(time)
    if (groups === 0) return issues[at]?.time === time ? at : -1
    let left = issues[at]?.time === time ? groups : groups - 1
    for (; at < issues.length && left > 0; left--) at = this.firstFrom(issues[at]!.time, true)
    return at < issues.length ? at : -1
  }

  /** Number of times after one of which anything was issued by `issued`. */
  timesAfter(time: number, issued = Number.POSITIVE_INFINITY): number {
    const { issues } = this
    let count = 0
    for (let at = this.firstFrom(time, true); at < issues.length; at = this.firstFrom(issues[at]!.time, true))
      if (issues[at]!.issued <= issued) count++
    return count
  }

  /** Forgets times up to one, and of later times what was issued by then and is outdated. */
  forget(time: number): void {
    const rest = this.issues.splice(0)
    for (const issue of rest) {
      if (issue.time <= time) continue
      const before = this.issues.at(-1)
      if (before?.time === issue.time && issue.issued <= time) {
        merge(before.values, issue.values)
        before.issued = issue.issued
      } else this.issues.push(issue)
    }
  }

  state(fields: Fields): void {
    const { columns } = this
    const visit = (inner: Fields, issue: Issue = { time: 0, issued: 0, values: new Float64Array(columns) }): Issue => ({
      time: inner.number('time', issue.time, validTime),
      issued: inner.number('issued', issue.issued, timeOrBefore),
      values: inner.array('values', issue.values, undefined, {
        holds: (length) => length === columns,
        expected: `${columns} numbers`,
      }),
    })
    this.issues = fields.list('issues', this.issues, visit)
  }

  /** Place of the first issue for a time that is not earlier; if `after`, that is later. */
  private firstFrom(time: number, after = false): number {
    let low = 0
    let high = this.issues.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = this.issues[middle]!.time
      if (other < time || (after && other === time)) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** Takes over all values that are known. */
function merge(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) if (!Number.isNaN(from[i]!)) into[i] = from[i]!
}
