import { Transform } from 'node:stream'
import { type OperatorFunction, Subject, type Subscription } from 'rxjs'
import { turnMs } from './from-readable.ts'

/**
 * A Node stream that hosts a chain of RxJS operators: batches in, batches out. The chain is synchronous, so what a batch brings about is out before
 * the next one is asked for, and backpressure holds from sink to file. Within a long batch timers and sockets get a turn every 8 ms.
 * An error in the chain destroys the stream, and with it the pipeline; destroying the stream unsubscribes the chain.
 *
 * @example
 * await pipeline(Readable.from([[1, 2], [3]]), throughOperators(map((x) => x * 10)), async (batches) => {
 *   for await (const batch of batches) console.log(batch) // [10, 20], then [30]
 * })
 */
export function throughOperators<T, R>(chain: OperatorFunction<T, R>): Transform {
  const input = new Subject<T>()
  let output: R[] = []
  let failure: Error | undefined
  let subscription: Subscription | undefined

  return new Transform({
    objectMode: true,
    // One batch waiting on either side: more would only be run-ahead.
    readableHighWaterMark: 1,
    writableHighWaterMark: 1,
    construct(done) {
      subscription = chain(input).subscribe({
        next: (value) => output.push(value),
        error: (error) => {
          failure = error instanceof Error ? error : new Error(String(error))
        },
      })
      done()
    },
    transform(batch: readonly T[], _encoding, done) {
      let next = 0
      const work = () => {
        const begun = performance.now()
        while (next < batch.length && failure === undefined) {
          input.next(batch[next++]!)
          // Looking at the clock costs more than a cheap operator: not at every row.
          if ((next & 15) === 0 && performance.now() - begun > turnMs) break
        }
        const ready = output
        output = []
        if (ready.length > 0) this.push(ready)
        if (failure !== undefined || next >= batch.length) done(failure)
        else setImmediate(work)
      }
      work()
    },
    flush(done) {
      input.complete()
      if (output.length > 0) this.push(output)
      done(failure)
    },
    destroy(error, done) {
      subscription?.unsubscribe()
      done(error)
    },
  })
}
