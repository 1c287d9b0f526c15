import { setImmediate as turn } from 'node:timers/promises'
import { type OperatorFunction, Subject } from 'rxjs'
import { turnMs } from './from-readable.ts'

/** Takes batches from one side and gives others to the other: what may stand in the middle of `pipeline`. */
export type Through<T, R> = (batches: AsyncIterable<readonly T[]>) => AsyncGenerator<R[], void, void>

/**
 * Hosts a chain of RxJS operators in a pipeline of Node streams: batches in, batches out. The chain is synchronous, so what a batch brings about is
 * out before the next one is asked for, and backpressure holds from sink to file. Timers and sockets get a turn every 8 ms.
 * Where the chain ends early, as `take` does or with an error, its source is closed and what follows ends with all that came before;
 * where what follows is closed, the chain is unsubscribed.
 *
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
          // Looking at the clock costs more than a cheap operator: not at every row.
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
