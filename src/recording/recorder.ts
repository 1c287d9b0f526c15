import { type ScoreTable, scoreTable, visitScoreTable } from '../scores/score-table.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { ScoreData, ScoredData } from '../series/scored.ts'
import { timeOrNone } from '../series/valid-time.ts'
import type { Fields, Saveable, Visit } from '../state/fields.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { History } from './history.ts'
import { insideBytes, maxMarks, maxRows, rowBytes } from './layout.ts'
import type { DecodedFrame, Layout, Mark, Recording, Run, Status } from './wire.ts'

const markKinds: readonly Mark['kind'][] = ['restart', 'drift', 'reject', 'note']

/** What a run reports when it ends. */
export interface RunSummary {
  readonly rows: RowCounts
  /** What was chosen and why, one line each. */
  readonly notes?: readonly string[]
  /** Why reading ended before the end of the input, if it did. */
  readonly failure?: Error | undefined
  /** Whether the run was stopped before the end of the input. */
  readonly stopped?: boolean | undefined
}

interface RecorderOptions {
  readonly id: string
  readonly title: string
  readonly series: readonly string[]
  /** Zone of the times, such as `+09:00`; UTC if left out. */
  readonly zone?: string | undefined
  /** Bytes of observations to keep, as sent, and bytes of inside state to keep besides. */
  readonly budget: number
  /** Observations to keep; by default 20,000, which is more than a screen can show. */
  readonly maxRows?: number
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
  private phase: Status['state'] = 'waiting'
  private fraction: number | null = null
  private rows: RowCounts | null = null
  private notes: readonly string[] = []
  private problem: string | null = null
  /** The running scores; null before the first observation and after a snapshot was restored. */
  private scores: ScoreData | null = null
  private restoredScores: ScoreTable | null = null
  /** Time of the last observation; NaN before the first. */
  private last = Number.NaN

  constructor(options: RecorderOptions) {
    this.options = options
    this.title = options.title
    this.history = this.historyOf()
  }

  /** Changes whenever the state does. */
  get version(): number {
    return this.history.end + this.endMark
  }

  /** How far the run got and how it ended are left out: the run that goes on sets them itself. */
  state(fields: Fields): void {
    const { history } = this
    fields.same('series', this.options.series)
    this.history = fields.built('history', history, history.spec, (spec, room) => this.historyOf(spec, room)) ?? history
    this.firstMark = fields.counter('firstMark', this.firstMark)
    this.marks = fields.list('marks', this.marks, visitMark)
    this.last = fields.number('last', this.last, timeOrNone)
    const now = this.scoresNow() ?? undefined
    const stored = fields.optional('scores', now, visitScoreTable)
    if (stored === now) return
    this.scores = null
    this.restoredScores = stored ?? null
  }

  write(batch: readonly ScoredData[]): void {
    for (const scored of batch) {
      this.history.push(scored)
      this.scores = scored.scores
      this.last = scored.observation.time
      for (const channel of scored.drift ?? []) {
        const text = `${this.options.series[channel]}: its unit or level has changed, or its forecasts have become worse and stay so`
        this.note({ time: scored.observation.time, kind: 'drift', text, channel })
      }
      if (scored.observation.restart) {
        this.note({ time: scored.observation.time, kind: 'restart', text: 'a gap too long to fill ends here' })
      }
    }
    if (batch.length > 0 && this.phase === 'waiting') this.phase = 'live'
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
    this.fraction = fraction
    this.rows = rows
  }

  end({ rows, notes = [], failure, stopped = false }: RunSummary): void {
    this.rows = rows
    this.notes = notes
    if (failure) this.fail(failure)
    else if (stopped) {
      this.phase = 'interrupted'
      this.problem = this.history.end > 0 ? `interrupted at ${formatTimestamp(this.last)}` : 'interrupted'
    } else {
      this.phase = 'ended'
      this.fraction = 1
    }
  }

  fail(error: Error): void {
    this.phase = 'failed'
    this.problem = error.message
  }

  run(first: number): Run {
    const { id, series, zone } = this.options
    return { id, title: this.title, series, zone, layout: this.history.layout, first }
  }

  status(): Status {
    return {
      state: this.phase,
      observations: this.history.end,
      fraction: this.fraction,
      rows: this.rows && { ...this.rows },
      scores: this.scoresNow(),
      notes: this.notes,
      problem: this.problem,
    }
  }

  /** Observations `from` … `to − 1`; `at` is the time of the clock, 0 in a file. */
  frame(from: number, to: number, at: number, insideFirst?: number): DecodedFrame {
    const { times, ...rest } = this.history.stretch(from, to, insideFirst)
    const ahead = this.history.ahead.map((time) => (Number.isFinite(time) ? time : null))
    return { ...rest, times: Array.from(times), ahead, at }
  }

  private scoresNow(): ScoreTable | null {
    return this.scores ? scoreTable(this.scores) : this.restoredScores
  }

  private historyOf(spec?: string, room?: number): History {
    return new History(this.options.budget, this.options.maxRows ?? maxRows, spec, room)
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

const visitMark: Visit<Mark> = (fields, { time, kind, text, channel } = { time: 0, kind: 'note', text: '' }) => {
  const mark = {
    time: fields.number('time', time),
    kind: markKinds[fields.counter('kind', markKinds.indexOf(kind), markKinds.length - 1)]!,
    text: fields.text('text', text),
  }
  const series = fields.optional('channel', channel, (inner, index = 0) => inner.counter('index', index))
  return series === undefined ? mark : { ...mark, channel: series }
}
