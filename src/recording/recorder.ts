import { type ScoreTable, scoreTable, visitScoreTable } from '../scores/score-table.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { Limit } from '../series/limit.ts'
import type { ScoreData, ScoredData } from '../series/scored.ts'
import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { type Holiday, type Holidays, holidaysBetween } from '../time/holiday-days.ts'
import type { Glance } from './glance.ts'
import { type Budget, History } from './history.ts'
import { insideBytes, maxMarks, maxRows, rowBytes } from './layout.ts'
import { marksOf, visitMark } from './marks.ts'
import { RunFacts, type RunSummary } from './run-facts.ts'
import type { DecodedFrame, Layout, Mark, Recording, Run, Status } from './wire.ts'

/** Options of `Recorder`. */
export interface RecorderOptions {
  readonly id: string
  readonly title: string
  readonly series: readonly string[]
  /** Zone of the times, such as `+09:00`; UTC if left out. */
  readonly zone?: string | undefined
  /** The limits that alerts watch for. */
  readonly limits?: readonly Limit[] | undefined
  /** The public holidays to mark. */
  readonly holidays?: Holidays | undefined
  /** Bytes of observations to keep, as sent, and bytes of inside state to keep besides. */
  readonly budget: number
  /** Bytes of inside state, if they are others. */
  readonly insideBudget?: number | undefined
  /** Observations to keep; by default 20,000, which is more than a screen can show. */
  readonly maxRows?: number
  /** What is known of the run; its own by default. */
  readonly facts?: RunFacts | undefined
}

/** Keeps what the page shows of a run, within limits, and returns it in the types of wire.ts. */
export class Recorder implements Saveable {
  history: History
  /** The last marks; `firstMark` is the number of the oldest. */
  marks: Mark[] = []
  firstMark = 0

  /** Title of the run, which can change before its first row. */
  title: string

  private readonly options: RecorderOptions
  private readonly facts: RunFacts
  /** The running scores; null before the first observation and after a snapshot was restored. */
  private scores: ScoreData | null = null
  private restoredScores: ScoreTable | null = null
  /** Time of the last observation; NaN before the first. */
  private last = Number.NaN

  constructor(options: RecorderOptions) {
    this.options = options
    this.title = options.title
    this.facts = options.facts ?? new RunFacts()
    this.history = new History(this.budget, this.maxRows)
  }

  /** Changes whenever the state does. */
  get version(): number {
    return this.history.end + this.endMark
  }

  /** How far the run got and how it ended are left out: the run that goes on sets them itself. */
  state(fields: Fields): void {
    const { history } = this
    fields.same('series', this.options.series)
    const built = (spec: string, room: number) => History.ofSpec(spec, this.maxRows, room)
    this.history = fields.built('history', history, history.spec, built) ?? history
    this.firstMark = fields.counter('firstMark', this.firstMark)
    this.marks = fields.list('marks', this.marks, visitMark)
    this.last = fields.number('last', this.last, timeOrNone)
    const now = this.scoresNow() ?? undefined
    const stored = fields.optional('scores', now, visitScoreTable)
    if (stored === now) return
    this.scores = null
    this.restoredScores = stored ?? null
  }

  /** @param inside whether to keep the inside state as well */
  write(batch: readonly ScoredData[], inside = true): void {
    for (const scored of batch) {
      this.history.push(scored, inside)
      this.scores = scored.scores
      this.last = scored.observation.time
      for (const mark of marksOf(scored, this.options.series)) this.note(mark)
    }
    if (batch.length > 0) this.facts.begin()
  }

  /** Begins with observations that were known before. */
  beginWith(glance: Glance, scores: ScoreData | null): void {
    this.history = new History(this.budget, this.maxRows, glance.first)
    for (const row of glance.history()) {
      this.history.push({ ...row, outcomes: scores?.outcomes }, false)
      this.last = row.observation.time
    }
    this.scores = scores
  }

  note(mark: Mark): void {
    this.marks.push(mark)
    if (this.marks.length > maxMarks) {
      this.marks.shift()
      this.firstMark++
    }
  }

  /** Number of the next mark. */
  get endMark(): number {
    return this.firstMark + this.marks.length
  }

  /** The marks from number `from` on that are still kept. */
  marksFrom(from: number): readonly Mark[] {
    return this.marks.slice(Math.max(0, from - this.firstMark))
  }

  progress(fraction: number | null, rows: RowCounts | null): void {
    this.facts.progress(fraction, rows)
  }

  end(summary: RunSummary): void {
    this.facts.end(summary)
  }

  fail(error: Error): void {
    this.facts.fail(error)
  }

  run(first: number): Run {
    const { id, series, zone, limits } = this.options
    return { id, title: this.title, series, zone, limits, layout: this.history.layout, first }
  }

  status(): Status {
    const { rows, notes, problem, ...rest } = this.facts.status(this.history.end, this.last)
    return { ...rest, rows, scores: this.scoresNow(), notes, problem }
  }

  /** Observations `from` … `to − 1`; `at` is the time of the clock, 0 in a file. */
  frame(from: number, to: number, at: number, insideFirst?: number): DecodedFrame {
    const { times, ...rest } = this.history.stretch(from, to, insideFirst)
    const ahead = this.history.ahead.map((time) => (Number.isFinite(time) ? time : null))
    const holidays = this.holidaysAt(from, times, to === this.history.end ? ahead : [])
    return { ...rest, times: Array.from(times), ahead, ...(holidays.length > 0 && { holidays }), at }
  }

  /** The holidays from the observation before these on, so that none between two frames is left out. */
  private holidaysAt(from: number, times: Float64Array, ahead: readonly (number | null)[]): readonly Holiday[] {
    const { history, options } = this
    if (!options.holidays) return []
    const [first = times[0]!] = history.stretch(Math.max(history.first, from - 1), from).times
    const last = Math.max(times.at(-1)!, ...ahead.map((time) => time ?? first))
    return holidaysBetween(options.holidays, first, last)
  }

  private scoresNow(): ScoreTable | null {
    return this.scores ? scoreTable(this.scores) : this.restoredScores
  }

  private get budget(): Budget {
    const { budget, insideBudget = budget } = this.options
    return { rows: budget, inside: insideBudget }
  }

  private get maxRows(): number {
    return this.options.maxRows ?? maxRows
  }

  /** Numbers of the first observation, and of the first with inside state, of a recording within the budget. */
  private fitting(layout: Layout, insideRows: number, budget: number): readonly [first: number, insideFirst: number] {
    const { first, end } = this.history
    const [row, inside] = [rowBytes(layout), insideBytes(layout)]
    const least = Math.min(budget / 2, Math.min(end, insideRows) * inside)
    const together = Math.min(insideRows, budget / (row + inside))
    const rows = Math.min(end - first, Math.floor(Math.max(2, (budget - least) / row, together)))
    return [end - rows, end - Math.max(0, Math.floor((budget - rows * row) / inside))]
  }

  /**
   * Everything kept, within the budget. Inside state is left out before observations are, except that of the last
   * `insideRows` as long as it takes no more than half.
   *
   * @param budget bytes of observations; that of the recorder by default
   */
  recording(at: number, insideRows = 0, budget = this.options.budget): Recording<DecodedFrame> {
    const { end, layout } = this.history
    const [first, insideFirst] = layout ? this.fitting(layout, insideRows, budget) : [this.history.first, end]
    return {
      run: this.run(first),
      frame: end > first ? this.frame(first, end, at, insideFirst) : null,
      marks: [...this.marks],
      status: this.status(),
    }
  }
}
