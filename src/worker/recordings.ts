import { KeyedRecorders } from '../recording/keyed-recorders.ts'
import type { RunSummary } from '../recording/recorder.ts'
import type { Mark, Run } from '../recording/wire.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { Scored } from '../series/scored.ts'
import type { KeyedPiece } from '../state/piece.ts'
import type { Send } from './messages.ts'

/** Bytes that a recording keeps, as sent. */
const budget = 64 << 20

/** The recordings of a run; the one shown is sent as it grows. */
export class Recordings {
  private readonly keyed: KeyedRecorders
  private readonly send: Send
  private shown = 0
  private sentSeries = 1
  private sentRows = 0
  private sentMarks = 0
  private sentLayout: unknown = null

  /** @param run its title, the names of its channels, and the zone of its times */
  constructor(run: Pick<Run, 'title' | 'series' | 'zone'>, send: Send) {
    this.keyed = new KeyedRecorders({ ...run, id: run.title, budget })
    this.send = send
  }

  write(scored: Scored): void {
    this.keyed.write([scored])
  }

  note(mark: Mark): void {
    this.keyed.note(mark)
  }

  progress(fraction: number | null, rows: RowCounts): void {
    this.keyed.progress(fraction, rows)
    this.sendNews()
  }

  end(summary: RunSummary, broken: Error | undefined): void {
    if (broken) this.keyed.fail(broken)
    else this.keyed.end(summary)
    this.sendNews()
  }

  /** What is to be saved; the recorders of several series are there once the first piece was restored. */
  *pieces(): Generator<KeyedPiece> {
    yield ['recordings', this.keyed]
    for (let i = 0; i < this.keyed.all.length; i++) yield [`recordings/${i}`, this.keyed.all[i]!.recorder]
  }

  /** Sends the recording with this number, from its beginning. */
  show(series: number): void {
    this.shown = series
    this.sentLayout = null
    this.sentMarks = 0
    this.sendNews()
  }

  /** Sends everything new since the last call. */
  private sendNews(): void {
    const { send } = this
    const { all } = this.keyed
    if (all.length > this.sentSeries) send({ kind: 'series', names: all.map(({ name }) => name) })
    this.sentSeries = all.length
    const { recorder } = all[this.shown]!
    const { history } = recorder
    if (history.layout !== this.sentLayout || this.sentRows < history.first) {
      this.sentLayout = history.layout
      this.sentRows = history.first
      send({ kind: 'run', run: recorder.run(history.first) })
    }
    if (history.end > this.sentRows) {
      const frame = recorder.frame(this.sentRows, history.end, 0)
      send({ kind: 'frame', frame }, [frame.exact.buffer, frame.differences.buffer, frame.inside.buffer])
      this.sentRows = history.end
    }
    const marks = recorder.marksFrom(this.sentMarks)
    if (marks.length > 0) send({ kind: 'marks', marks })
    this.sentMarks = recorder.endMark
    send({ kind: 'status', status: recorder.status() })
  }
}
