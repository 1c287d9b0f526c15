import type { Fields, Saveable } from '../state/fields.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { Span } from './windows.ts'

/** A window with readings of any series. */
interface Seen extends Span {
  /** Time of its last reading. */
  readonly last: number
}

/** Windows that the last one is compared with, and how much earlier than the earliest of them it may end. */
const compared = 8
const tolerance = 1.5

/**
 * Where the readings of the input begin and end, of all series together. The windows there may be cut off: the input
 * began after the window did, or ended before it. Browser-safe.
 */
export class InputEdges implements Saveable {
  /** The first window with readings, the longest time from one of them to the next, and the first reading after it. */
  private first: Span = { begin: Number.POSITIVE_INFINITY, end: Number.POSITIVE_INFINITY }
  private earliest = Number.POSITIVE_INFINITY
  private last = Number.NEGATIVE_INFINITY
  private pause = 0
  private next = Number.POSITIVE_INFINITY
  private previous = Number.NaN
  /** The newest windows, in order. */
  private seen: Seen[] = []
  private cutAtBegin = false
  private cutAtEnd = false
  private readonly sums: boolean
  private readonly pauses: boolean

  /**
   * @param sums whether a window without its first readings would be wrong
   * @param pauses whether there is time between windows
   */
  constructor(sums: boolean, pauses: boolean) {
    this.sums = sums
    this.pauses = pauses
  }

  /** Takes in the time of a reading, and its window. */
  see(span: Span, time: number): void {
    const { first, previous } = this
    if (span.begin < first.begin) {
      this.next = this.earliest
      this.first = span
      this.earliest = time
      this.last = time
      this.pause = 0
    } else if (time >= first.end) this.next = Math.min(this.next, time)
    else {
      this.earliest = Math.min(this.earliest, time)
      this.last = Math.max(this.last, time)
      this.pause = Math.max(this.pause, time - previous)
    }
    this.previous = time
    const newest = this.seen.at(-1)
    if (newest?.begin !== span.begin) this.add(span, time)
    else if (time > newest.last) this.seen[this.seen.length - 1] = { ...newest, last: time }
  }

  /**
   * Whether a window of a sum lacks readings, since the input begins in it: so late that there was time for a reading
   * before.
   *
   * @param ended whether the input has ended
   */
  isCutAtBegin({ begin }: Span, ended: boolean): boolean {
    // The only window is better than none.
    if (!this.sums || (ended && this.seen.length < 2)) return false
    const { earliest, first, last, next } = this
    const longest = Math.max(this.pause, next < Number.POSITIVE_INFINITY ? next - last : 0)
    if (begin !== first.begin || earliest <= begin || earliest - begin < longest) return false
    this.cutAtBegin = true
    return true
  }

  /**
   * Whether a window lacks readings, since the input ends in it: earlier than in the windows before. To be asked at the
   * end of the input.
   */
  isCutAtEnd({ end }: Span): boolean {
    const last = this.seen.at(-1)
    if (last?.end !== end || this.seen.length < 3) return false
    let longest = 0
    for (const [i, { begin, end, last }] of this.seen.entries()) {
      const isEmptyBefore = i > 0 && !this.pauses && begin !== this.seen[i - 1]!.end
      if (isEmptyBefore) return false
      if (i < this.seen.length - 1) longest = Math.max(longest, end - last)
    }
    if (end - last.last <= tolerance * longest) return false
    this.cutAtEnd = true
    return true
  }

  /** Which windows were left out, a sentence each. */
  get warnings(): readonly string[] {
    const { first, earliest, seen } = this
    const told: string[] = []
    if (this.cutAtBegin)
      told.push(
        `the first window, of ${formatTimestamp(first.begin)}, was left out: its readings begin only at ${formatTimestamp(earliest)}, and their sum would be too small`,
      )
    const newest = seen.at(-1)
    if (this.cutAtEnd && newest)
      told.push(
        `the last window, of ${formatTimestamp(newest.begin)}, was left out: its readings end at ${formatTimestamp(newest.last)}, earlier than those of the windows before`,
      )
    return told
  }

  state(fields: Fields): void {
    this.first = { begin: fields.number('begin', this.first.begin), end: fields.number('end', this.first.end) }
    this.earliest = fields.number('earliest', this.earliest)
    this.last = fields.number('last', this.last)
    this.pause = fields.number('pause', this.pause)
    this.next = fields.number('next', this.next)
    this.previous = fields.number('previous', this.previous)
    this.seen = fields.list('seen', this.seen, (one, window = { begin: 0, end: 0, last: 0 }) => ({
      begin: one.number('begin', window.begin),
      end: one.number('end', window.end),
      last: one.number('last', window.last),
    }))
    this.cutAtBegin = fields.boolean('cutAtBegin', this.cutAtBegin)
  }

  /** Adds a window, or a reading to one that is not the newest. */
  private add({ begin, end }: Span, time: number): void {
    const { seen } = this
    const at = seen.findIndex((one) => one.begin >= begin)
    const same = at >= 0 && seen[at]!.begin === begin ? seen[at]! : undefined
    if (same) seen[at] = { ...same, last: Math.max(same.last, time) }
    else if (at > 0 || at < 0 || seen.length <= compared)
      seen.splice(at < 0 ? seen.length : at, 0, { begin, end, last: time })
    if (seen.length > compared + 1) seen.shift()
  }
}
