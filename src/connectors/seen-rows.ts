import { createHash } from 'node:crypto'

/** Rows remembered of all series together, and of each at least one. */
const most = 2000

/** A row that was read; `isFuture` if it only told what is known ahead. */
type Seen = [time: number, content: string, isFuture?: boolean]

/** What is remembered of a series: the newest rows, in order of time, and the time up to which others were forgotten. */
type Remembered = { until: number | null; rows: Seen[] }

/** What else is known of a row. */
export interface RowKind {
  /** Whether it only tells what is known ahead: the row with the target is still to come. */
  readonly isFuture?: boolean | undefined
  /** Whether rows say when they were issued: those of the future then do not replace each other. */
  readonly isIssue?: boolean | undefined
}

/**
 * Recognises rows that were read before, by their series and time: those of an answer that holds the last day, asked
 * for each minute. Memory does not grow with time: of a row that is older than those remembered of its series it is
 * taken for granted that it was read.
 */
export class SeenRows {
  private readonly series = new Map<string, Remembered>()

  /** @param saved what `text` gave before */
  constructor(saved?: unknown) {
    for (const [key, until, rows] of (saved ?? []) as [string, number | null, Seen[]][])
      this.series.set(key, { until, rows })
  }

  /**
   * Remembers a row.
   *
   * @param key names of its series
   * @param time milliseconds since 1970; NaN for a row that cannot be read, which its content alone identifies
   * @returns `revised` if it was seen with other content, unless that was a row of the future
   */
  see(key: readonly string[], time: number, content: string, kind: RowKind = {}): 'new' | 'same' | 'revised' {
    const { isFuture = false, isIssue = false } = kind
    const name = Number.isNaN(time) ? '' : hash(key.join('\0'))
    const mark = hash(content)
    const of = this.series.get(name) ?? { until: null, rows: [] }
    this.series.set(name, of)
    const { rows } = of
    if (Number.isNaN(time)) {
      if (rows.some(([, other]) => other === mark)) return 'same'
      rows.push([0, mark])
      if (rows.length > most) rows.shift()
      return 'new'
    }
    let at = rows.length
    while (at > 0 && rows[at - 1]![0] > time) at--
    let begin = at
    while (begin > 0 && rows[begin - 1]![0] === time) begin--
    const others = rows.slice(begin, at)
    if (others.some(([, other]) => other === mark)) return 'same'
    const before = others.find(([, , future = false]) => !isIssue || (!isFuture && !future))
    if (before) {
      const [, , wasFuture = false] = before
      before.splice(1, 2, ...contentOf(mark, isFuture))
      return wasFuture ? 'new' : 'revised'
    }
    if (of.until !== null && time <= of.until) return 'same'
    rows.splice(at, 0, [time, ...contentOf(mark, isFuture)])
    const kept = Math.max(1, Math.floor(most / this.series.size))
    if (rows.length > kept) of.until = rows.splice(0, rows.length - kept).at(-1)![0]
    return 'new'
  }

  /** As JSON, to be saved. */
  toJSON(): unknown {
    return Array.from(this.series, ([key, { until, rows }]) => [key, until, rows])
  }
}

/** Without the mark for rows that are not of the future, most of them. */
const contentOf = (mark: string, isFuture: boolean): [string, true?] => (isFuture ? [mark, true] : [mark])

const hash = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 11)
