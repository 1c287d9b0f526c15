import { finished, type Readable } from 'node:stream'
import { Observable } from 'rxjs'

/**
 * What happens to values that come while the one before is still being worked on:
 * `pause` stops reading until it is done (nothing is lost, nothing piles up);
 * `latest` reads on and keeps only the newest; `{ buffer: n }` reads on, keeps n, and fails when one more comes.
 */
export type Overflow = 'pause' | 'latest' | { readonly buffer: number }

/** How a Node stream becomes an Observable. */
export interface FromReadable<T, R> {
  /** Named in the call because RxJS itself has no backpressure. */
  readonly overflow: Overflow
  /** Work on one value at a time; its result is what the Observable emits. */
  readonly work: (value: T) => R | Promise<R>
}

/** Milliseconds after which the event loop gets a turn. */
export const turnMs = 8

/**
 * An Observable of what `work` makes of each value of a Node stream, one at a time and in order. Timers run every 8 ms however fast the values come.
 * Unsubscribing destroys the stream, also while it is idle; an error on either side tears both down. Completes at once where the stream has ended
 * already, and fails where it was closed before its end.
 *
 * @example
 * fromReadable(rows, { overflow: 'pause', work: async (row) => { await save(row); return row } })
 */
export function fromReadable<T, R>(readable: Readable, { overflow, work }: FromReadable<T, R>): Observable<R> {
  return new Observable<R>((subscriber) => {
    const waiting: T[] = []
    let busy = false
    let begun = performance.now()
    let ended = false

    const fail = (error: unknown) => {
      subscriber.error(error)
      readable.destroy()
    }
    const settle = () => {
      if (ended && !busy && waiting.length === 0) subscriber.complete()
    }
    /** The next value to work on, or null where none has come yet. */
    const take = (): T | null => (overflow === 'pause' ? readable.read() : (waiting.shift() ?? null))

    const run = async () => {
      if (busy) return
      busy = true
      try {
        for (let value = take(); value !== null && !subscriber.closed; value = take()) {
          const result = work(value)
          subscriber.next(result instanceof Promise ? await result : result)
          if (performance.now() - begun > turnMs) {
            await new Promise((resolve) => setImmediate(resolve))
            begun = performance.now()
          }
        }
      } catch (error) {
        fail(error)
      }
      busy = false
      settle()
    }
    const receive = () => {
      for (let value = readable.read() as T | null; value !== null; value = readable.read()) {
        if (overflow === 'latest') waiting.length = 0
        else if (typeof overflow === 'object' && waiting.length >= overflow.buffer) {
          return fail(
            new RangeError(
              `fromReadable: expected at most ${overflow.buffer} values waiting, got one more; work faster, or set overflow to "pause" or "latest"`,
            ),
          )
        }
        waiting.push(value)
        // Starts on the first at once, so that `waiting` holds only what really waits.
        void run()
      }
    }

    readable.on('readable', overflow === 'pause' ? () => void run() : receive)
    // Also hears of what ended, failed or was closed before anybody subscribed.
    finished(readable, { writable: false }, (error) => {
      if (error) return subscriber.error(error.code === 'ERR_STREAM_PREMATURE_CLOSE' ? closedEarly() : error)
      ended = true
      settle()
    })
    return () => readable.destroy()
  })
}

const closedEarly = () => new Error('fromReadable: expected the stream to end, got closed before that')
