import { type OperatorFunction, Subject } from 'rxjs'
import { turn, turnMs } from '../state/turn.ts'

/** A transform for the middle of Node's `pipeline`: batches in, batches out. */
export type Through<T, R> = (batches: AsyncIterable<readonly T[]>) => AsyncGenerator<R[], void, void>

/**
 * Hosts a chain of synchronous RxJS operators in a pipeline of Node streams. The results of a batch are passed on
 * before the next one is read, so backpressure works from sink to file. Timers and sockets get a turn every 8 ms. If
 * the chain completes early, such as by `take`, or fails, the source is closed, after the results so far have been
 * passed on. If the following stream is closed, the chain is unsubscribed.
 *
 * @param chain operators that emit synchronously
 * @returns a stage for `pipeline` and `compose`; `Duplex.from` makes a stream of it
 * @example
 * await pipeline(Readable.from([[1, 2], [3]]), throughOperators(map((x: number) => x * 10)), async (batches) => {
 *   for await (const batch of batches) console.log(batch) // [10, 20], then [30]
 * })
 */
export function throughOperators<T, R>(chain: OperatorFunction<T, R>): Through<T, R> {
  return async function* (batches) {
    const input = new Subject<T>()
    let output: R[] = []
    let ended = false
    let failure: Error | undefined
    const subscription = chain(input).subscribe({
      next: (value) => output.push(value),
      error: (error) => {
        failure = error instanceof Error ? error : new Error(String(error))
        ended = true
      },
      complete: () => {
        ended = true
      },
    })
    function* ready() {
      const batch = output
      output = []
      if (batch.length > 0) yield batch
    }
    try {
      let begun = performance.now()
      let rows = 0
      for await (const batch of ended ? [] : batches) {
        for (let i = 0; i < batch.length && !ended; i++) {
          input.next(batch[i]!)
          // Reading the clock takes longer than a cheap operator, so not for every row.
          if ((++rows & 15) === 0 && performance.now() - begun > turnMs) {
            yield* ready()
            await turn()
            begun = performance.now()
          }
        }
        yield* ready()
        if (ended) break
      }
      input.complete()
      yield* ready()
      if (failure) throw failure
    } finally {
      subscription.unsubscribe()
    }
  }
}
