import { KeyedRecorders, nameOf } from '../recording/keyed-recorders.ts'
import { LineTurns } from '../recording/line-turns.ts'
import { OverviewData } from '../recording/overview.ts'
import type { RunSummary } from '../recording/run-facts.ts'
import type { KeyedMark, Run } from '../recording/wire.ts'
import type { RowCounts } from '../series/ledger.ts'
import type { Scored } from '../series/scored.ts'
import type { KeyedPiece } from '../state/piece.ts'
import type { Send } from './messages.ts'

/** Bytes that a recording keeps, as sent. */
const budget = 64 << 20
/** Rows between two messages about all series, at least; with many series, as many rows as they have lines. */
const leastRows = 64

/** The recordings of a run; that of the series shown is sent as it grows, and of the others what the overview shows. */
export class Recordings {
  private readonly keyed: KeyedRecorders
  private readonly data: OverviewData
  private readonly turns: LineTurns
  private readonly send: Send
  private shown = 0
  private unlook: () => void
  private sentRows = 0
  private sentMarks = 0
  private sentLayout: unknown = null
  private sentPiece = 0
  private sentKeys = 0
  private sentEvents = 0
  /** Rows since the last message about all series. */
  private rows = 0

  /**
   * @param run its title, the names of its channels, and the zone of its times
   * @param by names of the columns that tell the series apart
   */
  constructor(run: Pick<Run, 'title' | 'series' | 'zone'>, by: readonly string[], send: Send) {
    const { title, series: channels, zone } = run
    this.keyed = new KeyedRecorders({ ...run, id: title, budget })
    this.data = new OverviewData(this.keyed, { id: title, title, by, channels, zone })
    this.turns = new LineTurns(this.data)
    this.send = send
    this.unlook = this.keyed.look(this.keyed.all[0]!)
  }

  write(scored: Scored): void {
    this.keyed.write([scored])
    this.rows++
  }

  note(mark: KeyedMark): void {
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
    while (this.sendLines());
  }

  /** What is to be saved; the series are there once the first piece was restored. */
  *pieces(): Generator<KeyedPiece> {
    for (const [key, piece] of this.keyed.pieces()) yield [`recordings/${key}`, piece]
  }

  /** Sends the recording of the series with this number, from its beginning. */
  show(series: number): void {
    if (!this.keyed.all[series]) return
    this.unlook()
    this.shown = series
    this.unlook = this.keyed.look(this.keyed.all[series])
    this.sentLayout = null
    this.sentMarks = 0
    this.sendNews()
  }

  /** Sends the sparks of lines. */
  sparks(of: readonly number[]): void {
    this.send({ kind: 'sparks', sparks: this.data.sparks(of) })
  }

  /** Sends everything new since the last call. */
  private sendNews(): void {
    const { send } = this
    const recorder = this.keyed.all[this.shown]!.recording()
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
    if (this.rows < Math.max(leastRows, this.data.count)) return
    this.rows = 0
    this.sendLines()
  }

  /** @returns whether lines are left */
  private sendLines(): boolean {
    const { data, send, turns } = this
    // The recording says all of a single line.
    if (data.count < 2) return false
    const left = turns.turn()
    if (data.series > Math.max(1, this.sentKeys))
      send({ kind: 'series', names: this.keyed.all.map(({ key }) => nameOf(key)) })
    if (this.sentPiece === 0) send({ kind: 'overview', overview: data.whole() })
    else {
      const lines = data.lines(turns.after(this.sentPiece), this.sentKeys)
      if (lines.index.length > 0) send({ kind: 'lines', lines })
      const events = data.events(this.sentEvents)
      if (events.length > 0) send({ kind: 'events', events })
    }
    this.sentPiece = turns.piece
    this.sentKeys = data.series
    this.sentEvents = (data.events().at(-1)?.number ?? -1) + 1
    return left
  }
}
