/** Twenty batches a second look like a steady flow. */
const beatMs = 50

/** Rows to take at a time for a flow of `perSecond`: few enough to be steady, and never many. */
export const batchSize = (perSecond: number): number =>
  perSecond === Number.POSITIVE_INFINITY ? 256 : Math.max(1, Math.round((perSecond * beatMs) / 1000))

/**
 * Hands rows on at `perSecond`, in as many small batches as a steady flow needs; Infinity cuts the batches small and waits for nothing.
 * A consumer that is slower sets the pace. Ends early when `signal` is aborted.
 */
export async function* paced<T>(
  batches: AsyncIterable<readonly T[]>,
  perSecond: number,
  signal: AbortSignal,
): AsyncGenerator<readonly T[]> {
  const size = batchSize(perSecond)
  const restMs = (size / perSecond) * 1000
  let due = performance.now()
  for await (const batch of batches) {
    for (let from = 0; from < batch.length; from += size) {
      const aheadMs = due - performance.now()
      if (aheadMs > 1) await wait(aheadMs, signal)
      // A batch that was taken is handed on: its rows are booked.
      if (signal.aborted && from > 0) return
      // Time lost to a slow consumer is not made up for by a rush.
      due = Math.max(due, performance.now() - restMs) + restMs
      yield batch.length <= size ? batch : batch.slice(from, from + size)
    }
  }
}

/** Ends early when `signal` is aborted. */
function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}
