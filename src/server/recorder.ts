import type { Rows } from '../series/ledger.ts'
import type { Scored, Scores } from '../series/scored.ts'
import { formatTimestamp } from '../series/timestamp.ts'
import { DriftMarks } from './drift-marks.ts'
import { History } from './history.ts'
import { insideBytes, rowBytes } from './layout.ts'
import { scoreTable } from './score-table.ts'
import type { Frame, Mark, Recording, Run, Status } from './wire.ts'

const mostMarks = 5000

/** What a run knows of itself when it ends. */
export interface RunSummary {
  readonly rows: Rows
  /** What was chosen and why, line by line. */
  readonly notes?: readonly string[]
  /** Why reading ended before the end of the input, where it did. */
  readonly failure?: Error | undefined
  /** True where it was told to stop before the input ended. */
  readonly stopped?: boolean | undefined
}

interface RecorderOptions {
  readonly id: string
  readonly title: string
  readonly series: readonly string[]
  /** Bytes of observations kept, at most, as they are sent; and as many of what went on inside. */
  readonly budget: number
  /** Observations kept, at most: more than a screen can show are of no use to it. */
  readonly most?: number
}

/** Remembers of a run what its page shows, within bounds, and says it in the words of the wire. */
export class Recorder {
  readonly history: History
  /** The last marks; `firstMark` is the number of the oldest. */
  readonly marks: Mark[] = []
  firstMark = 0

  private readonly options: RecorderOptions
  private state: Status['state'] = 'waiting'
  private fraction: number | null = null
  private rows: Rows | null = null
  private notes: readonly string[] = []
  private problem: string | null = null
  private scores: Scores | null = null
  private readonly drift: DriftMarks
  /** Time of the last observation. */
  private last = Number.NaN

  constructor(options: RecorderOptions) {
    this.options = options
    this.drift = new DriftMarks(options.series)
    this.history = new History(options.budget, options.most ?? 20_000)
  }

  write(batch: readonly Scored[]): void {
    for (const scored of batch) {
      this.history.push(scored)
      this.scores = scored.scores
      this.last = scored.observation.time
      for (const mark of this.drift.at(scored)) this.note(mark)
      if (scored.observation.restart) {
        this.note({ time: scored.observation.time, kind: 'restart', text: 'a gap too long to fill ends here' })
      }
    }
    if (batch.length > 0 && this.state === 'waiting') this.state = 'live'
  }

  note(mark: Mark): void {
    this.marks.push(mark)
    if (this.marks.length > mostMarks) {
      this.marks.shift()
      this.firstMark++
    }
  }

  /** Number of the mark to come. */
  get endMark(): number {
    return this.firstMark + this.marks.length
  }

  /** The marks from number `from` on; those no longer kept are left out. */
  marksFrom(from: number): readonly Mark[] {
    return this.marks.slice(Math.max(0, from - this.firstMark))
  }

  progress(fraction: number | null, rows: Rows | null): void {
    this.fraction = fraction
    this.rows = rows
  }

  end({ rows, notes = [], failure, stopped = false }: RunSummary): void {
    this.rows = rows
    this.notes = notes
    if (failure) this.fail(failure)
    else if (stopped) {
      this.state = 'interrupted'
      this.problem = this.history.end > 0 ? `interrupted at ${formatTimestamp(this.last)}` : 'interrupted'
    } else {
      this.state = 'ended'
      this.fraction = 1
    }
  }

  fail(error: Error): void {
    this.state = 'failed'
    this.problem = error.message
  }

  run(first: number): Run {
    const { id, title, series } = this.options
    return { id, title, series, layout: this.history.layout, first }
  }

  status(): Status {
    return {
      state: this.state,
      observations: this.history.end,
      fraction: this.fraction,
      rows: this.rows && { ...this.rows },
      scores: this.scores && scoreTable(this.scores),
      notes: this.notes,
      problem: this.problem,
    }
  }

  /** Observations `from` … `to − 1`; `at` is the clock's reading, 0 in a file. */
  frame(from: number, to: number, at: number, insideFirst?: number): Frame {
    const { times, exact, differences, inside, ...rest } = this.history.stretch(from, to, insideFirst)
    return {
      ...rest,
      times: Array.from(times),
      ahead: this.history.ahead.map((time) => (Number.isFinite(time) ? time : null)),
      exact: base64(exact),
      differences: base64(differences),
      inside: base64(inside),
      at,
    }
  }

  /** Everything kept, within the budget: what went on inside is left out before an observation is. */
  recording(at: number): Recording {
    const { first, end, layout } = this.history
    const left = layout ? this.options.budget - (end - first) * rowBytes(layout) : 0
    const insideFirst = layout ? end - Math.max(0, Math.floor(left / insideBytes(layout))) : end
    return {
      run: this.run(first),
      frame: end > first ? this.frame(first, end, at, insideFirst) : null,
      marks: [...this.marks],
      status: this.status(),
    }
  }
}

/** Every machine Node runs on today keeps numbers little-endian, as the wire has them. */
const base64 = ({ buffer, byteOffset, byteLength }: Float64Array | Float32Array | Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64')
