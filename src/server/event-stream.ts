import { encodeFrame } from '../recording/encode.ts'
import { insideBytes, rowBytes } from '../recording/layout.ts'
import type { Recorder } from '../recording/recorder.ts'
import type { Layout, Status } from '../recording/wire.ts'
import { GzipEnvelope, Pieces } from './gzip.ts'

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

/**
 * Turns a recorder into streams of server-sent events. A client is sent an event only when its connection has taken the
 * one before, so a slow client costs no memory: it continues with the latest observations. Clients at the same row
 * share one encoding and its compression.
 */
export class EventStreams {
  private readonly recorder: Recorder
  private readonly id: string
  private readonly clock: () => number
  private readonly live: () => Partial<Status>
  private readonly pieces = new Pieces()
  private readonly wakers = new Set<() => void>()
  private version = 0
  private closed = false
  private encoded: { key: string; text: Uint8Array } | null = null
  private statusText: { version: number; text: string } | null = null

  /** @param live what the status has besides that of the recorder */
  constructor(recorder: Recorder, id: string, clock: () => number, live: () => Partial<Status> = () => ({})) {
    this.recorder = recorder
    this.id = id
    this.clock = clock
    this.live = live
  }

  /** Number of clients. */
  open = 0

  /**
   * Wakes the waiting streams, because there may be new events. `status` says whether the state or the scores have
   * changed as well.
   */
  wake(status: boolean): void {
    if (status) this.version++
    for (const waker of this.wakers) waker()
    this.wakers.clear()
  }

  close(): void {
    this.closed = true
    this.wake(false)
  }

  /**
   * Opens a stream for one client.
   *
   * @param after id of the last event that the client received, or empty
   * @param gzip compresses the stream, event by event
   */
  stream(after: string, gzip = false): ReadableStream<Uint8Array> {
    const cursor = this.cursorAfter(after)
    const envelope = gzip ? new GzipEnvelope() : null
    let begun = false
    let gone = false
    const send = async (controller: ReadableStreamDefaultController<Uint8Array>, pieces: readonly Uint8Array[]) => {
      if (!envelope) return controller.enqueue(joined(pieces))
      for (const piece of pieces) envelope.count(piece)
      const packed = await Promise.all(pieces.map((piece) => this.pieces.pack(piece)))
      if (!gone) controller.enqueue(joined(begun ? packed : [envelope.header, ...packed]))
      begun = true
    }
    let beat: NodeJS.Timeout | undefined
    let waker: (() => void) | undefined
    const release = () => {
      clearTimeout(beat)
      if (waker) this.wakers.delete(waker)
    }
    this.open++
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          for (;;) {
            const pieces = this.next(cursor)
            if (pieces) return send(controller, pieces)
            if (this.closed) {
              if (envelope && begun) controller.enqueue(envelope.trailer())
              return controller.close()
            }
            const woken = await new Promise<boolean>((resolve) => {
              waker = () => resolve(true)
              this.wakers.add(waker)
              beat = setTimeout(() => resolve(false), 5000)
              beat.unref()
            })
            release()
            if (!woken) return send(controller, [bytes(`event: beat\ndata: {"at":${this.clock()}}\n\n`)])
          }
        },
        cancel: () => {
          gone = true
          release()
          this.open--
        },
      },
      { highWaterMark: 1 },
    )
  }

  private cursorAfter(after: string): Cursor {
    const [id, row, mark] = after.split('.')
    const { history, firstMark } = this.recorder
    const resumable = id === this.id && Number(row) >= history.first && Number(row) <= history.end
    return {
      row: resumable ? Number(row) : history.first,
      mark: resumable ? Math.max(Number(mark) || 0, firstMark) : firstMark,
      status: -1,
      layout: undefined,
    }
  }

  private next(cursor: Cursor): readonly Uint8Array[] | undefined {
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
    return `event: ${name}\nid: ${this.id}.${row}.${mark}\ndata: ${data}\n\n`
  }
}

const encoder = new TextEncoder()
const bytes = (text: string): Uint8Array => encoder.encode(text)
const joined = (pieces: readonly Uint8Array[]): Uint8Array => (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces))
