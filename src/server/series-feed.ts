import { encodeFrame } from '../recording/encode.ts'
import { insideBytes, rowBytes } from '../recording/layout.ts'
import type { Recorder } from '../recording/recorder.ts'
import type { Layout, Status } from '../recording/wire.ts'
import { bytes, eventText, type Feed } from './event-stream.ts'

/** Size of a frame of observations; a snapshot is sent in several frames, so that a slow connection can take it. */
const frameBytes = 1 << 18
/** Observations sent to a client that missed more than the ring holds. */
const maxMissed = 2000

/** Position of a client: the number of the next row, mark and status to send. */
interface Cursor {
  row: number
  mark: number
  status: number
  /** The layout that was sent last; undefined before the first. */
  layout: Layout | null | undefined
}

/** The events of one series, as in wire.ts. Clients at the same row share one encoding. */
export class SeriesFeed implements Feed<Cursor> {
  private readonly recorder: Recorder
  private readonly id: string
  private readonly clock: () => number
  private readonly live: () => Partial<Status>
  private version = 0
  private encoded: { key: string; text: Uint8Array } | null = null
  private statusText: { version: number; text: string } | null = null

  /** @param live what the status has besides that of the recorder */
  constructor(recorder: Recorder, clock: () => number, live: () => Partial<Status> = () => ({})) {
    this.recorder = recorder
    this.id = recorder.run(0).id
    this.clock = clock
    this.live = live
  }

  /** The state or the scores have changed. */
  changed(): void {
    this.version++
  }

  cursorAfter(after: string): Cursor {
    const [id, ...numbers] = after.split('.')
    const { endMark, firstMark, history } = this.recorder
    const [row = -1, mark = 0] = numbers.map(Number)
    const resumable = id === this.id && Number.isInteger(row) && row >= history.first && row <= history.end
    return {
      row: resumable ? row : history.first,
      mark: resumable && Number.isInteger(mark) && mark <= endMark ? Math.max(mark, firstMark) : firstMark,
      status: -1,
      layout: undefined,
    }
  }

  next(cursor: Cursor): readonly Uint8Array[] | undefined {
    const { recorder } = this
    const { history } = recorder
    if (cursor.row < history.first) {
      // The client missed more than the ring holds: continue with the latest.
      cursor.row = Math.max(history.first, history.end - maxMissed)
      cursor.layout = undefined
    } else if (cursor.layout && cursor.layout !== history.layout) {
      // The layout has changed, so the rows sent so far cannot be continued.
      cursor.row = history.first
    }
    const head = this.announcement(cursor)
    if (history.end > cursor.row) {
      const { layout } = history
      const size = layout ? rowBytes(layout) + insideBytes(layout) : 1
      const to = Math.min(history.end, cursor.row + Math.max(1, Math.floor(frameBytes / size)))
      const key = `${cursor.row}-${to}-${cursor.mark}`
      if (this.encoded?.key !== key) {
        const data = JSON.stringify(encodeFrame(recorder.frame(cursor.row, to, this.clock())))
        this.encoded = { key, text: bytes(this.event('frame', data, to, cursor.mark)) }
      }
      cursor.row = to
      return head ? [bytes(head), this.encoded.text] : [this.encoded.text]
    }
    const rest = head + this.marksAfter(cursor) + this.statusAfter(cursor)
    return rest ? [bytes(rest)] : undefined
  }

  /** The event `run`, if the client has not received it or the layout has changed. */
  private announcement(cursor: Cursor): string {
    const { layout } = this.recorder.history
    if (cursor.layout === layout) return ''
    cursor.layout = layout
    const status = this.statusAfter(cursor)
    return this.event('run', JSON.stringify(this.recorder.run(cursor.row)), cursor.row, cursor.mark) + status
  }

  private marksAfter(cursor: Cursor): string {
    const news = this.recorder.marksFrom(cursor.mark)
    if (news.length === 0) return ''
    cursor.mark = this.recorder.endMark
    return this.event('marks', JSON.stringify(news), cursor.row, cursor.mark)
  }

  private statusAfter(cursor: Cursor): string {
    if (cursor.status === this.version) return ''
    cursor.status = this.version
    if (this.statusText?.version !== this.version) {
      this.statusText = { version: this.version, text: JSON.stringify({ ...this.recorder.status(), ...this.live() }) }
    }
    return this.event('status', this.statusText.text, cursor.row, cursor.mark)
  }

  private event(name: string, data: string, row: number, mark: number): string {
    return eventText(name, data, `${this.id}.${row}.${mark}`)
  }
}
