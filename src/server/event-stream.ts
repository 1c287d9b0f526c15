import { GzipEnvelope, Pieces } from './gzip.ts'

/** What streams of server-sent events are made of. Each client has a cursor: the position that it has got to. */
export interface Feed<Cursor> {
  /** The cursor of a client that received the event with this id last; empty if it received none. */
  cursorAfter(after: string): Cursor
  /** What a client is sent next, after which its cursor is further on; undefined if there is nothing new. */
  next(cursor: Cursor): readonly Uint8Array[] | undefined
}

/**
 * Turns a feed into streams of server-sent events. A client is sent an event only when its connection has taken the one
 * before, so a slow client costs no memory: it continues with the latest state. Clients that are sent the same bytes
 * share their compression.
 */
export class EventStreams<Cursor> {
  /** Number of clients. */
  open = 0
  private readonly feed: Feed<Cursor>
  private readonly clock: () => number
  private readonly onClose: () => void
  private readonly pieces = new Pieces()
  private readonly wakers = new Set<() => void>()
  private closed = false

  /**
   * @param clock in milliseconds, for beats
   * @param onClose called when a client has gone
   */
  constructor(feed: Feed<Cursor>, clock: () => number, onClose: () => void = () => {}) {
    this.feed = feed
    this.clock = clock
    this.onClose = onClose
  }

  /** Wakes the waiting streams, because there may be new events. */
  wake(): void {
    for (const waker of this.wakers) waker()
    this.wakers.clear()
  }

  close(): void {
    this.closed = true
    this.wake()
  }

  /**
   * Opens a stream for one client.
   *
   * @param after id of the last event that the client received, or empty
   * @param gzip compresses the stream, event by event
   */
  stream(after: string, gzip = false): ReadableStream<Uint8Array> {
    const cursor = this.feed.cursorAfter(after)
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
            const pieces = this.feed.next(cursor)
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
            if (!woken) return send(controller, [bytes(eventText('beat', `{"at":${this.clock()}}`))])
          }
        },
        cancel: () => {
          gone = true
          release()
          this.open--
          this.onClose()
        },
      },
      { highWaterMark: 1 },
    )
  }
}

/** An event as it is sent. @param id to resume from */
export function eventText(name: string, data: string, id?: string): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`
}

const encoder = new TextEncoder()
export const bytes = (text: string): Uint8Array => encoder.encode(text)
const joined = (pieces: readonly Uint8Array[]): Uint8Array => (pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces))
