import { finished, type Readable } from 'node:stream'
import { Observable } from 'rxjs'
import { turnMs } from '../state/turn.ts'

/**
 * What happens to values that arrive while the one before is still being worked on: `pause` stops reading until it is
 * done, so nothing is lost and nothing piles up; `latest` reads on and keeps only the newest; `{ buffer: n }` reads on,
 * keeps n, and fails when one more arrives.
 */
export type Overflow = 'pause' | 'latest' | { readonly buffer: number }

/** The part of a Node `Readable` that is used: declared here so that the package's types need no others. */
export interface ReadableLike {
  read(): unknown
  on(event: 'readable', listener: () => void): unknown
  destroy(): unknown
}

/** How a Node stream becomes an Observable. */
export interface FromReadable<T, R> {
  /** Named in the call because RxJS itself has no backpressure. */
  readonly overflow: Overflow
  /** Work on one value at a time; its result is what the Observable emits. */
  readonly work: (value: T) => R | Promise<R>
}

/**
 * An Observable of what `work` makes of each value of a Node stream, one at a time and in order. Timers run every 8 ms
 * however fast the values come. Unsubscribing destroys the stream, also while it is idle; an error on either side
 * closes both. Completes at once if the stream has already ended, and fails if it was closed before its end.
 *
 * @param readable a Node `Readable`, in object mode or not
 * @param options `overflow`, and the `work` to do with each value
 * @returns an Observable of the results; it fails with what the stream or `work` fails with
 * @example
 * fromReadable(rows, { overflow: 'pause', work: async (row) => { await save(row); return row } })
 */
export function fromReadable<T, R>(readable: ReadableLike, { overflow, work }: FromReadable<T, R>): Observable<R> {
  return new Observable<R>((subscriber) => {
    const waiting: T[] = []
    let busy = false
    /** Whether the event loop has its turn: nothing is read meanwhile, so that nothing more can wait. */
    let resting = false
    let begun = performance.now()
    let ended = false

    const fail = (error: unknown) => {
      subscriber.error(error)
      readable.destroy()
    }
    const settle = () => {
      if (ended && !busy && !resting && waiting.length === 0) subscriber.complete()
    }
    const read = () => (resting ? null : (readable.read() as T | null))
    /** The next value to work on, or null if none has arrived yet. */
    const take = () => (overflow === 'pause' ? read() : resting ? null : (waiting.shift() ?? null))

    const run = async () => {
      if (busy) return
      busy = true
      try {
        for (let value = take(); value !== null && !subscriber.closed; value = take()) {
          const result = work(value)
          subscriber.next(result instanceof Promise ? await result : result)
          if (performance.now() - begun > turnMs) rest()
        }
      } catch (error) {
        fail(error)
      }
      busy = false
      settle()
    }
    const rest = () => {
      resting = true
      setImmediate(() => {
        resting = false
        begun = performance.now()
        void run()
        if (overflow !== 'pause') receive()
      })
    }
    const receive = () => {
      for (let value = read(); value !== null; value = read()) {
        if (overflow === 'latest') waiting.length = 0
        else if (typeof overflow === 'object' && waiting.length >= overflow.buffer) {
          return fail(
            new RangeError(
              `fromReadable: expected at most ${overflow.buffer} values waiting, got one more; work faster, or set overflow to "pause" or "latest"`,
            ),
          )
        }
        waiting.push(value)
        // Starts on the first at once, so that `waiting` holds only values that wait.
        void run()
      }
    }

    readable.on('readable', overflow === 'pause' ? () => void run() : receive)
    // Also reports a stream that ended, failed or was closed before the subscription.
    finished(readable as Readable, { writable: false }, (error) => {
      if (error) return subscriber.error(error.code === 'ERR_STREAM_PREMATURE_CLOSE' ? closedEarly() : error)
      ended = true
      settle()
    })
    return () => readable.destroy()
  })
}

const closedEarly = () => new Error('fromReadable: expected the stream to end, got closed before that')
