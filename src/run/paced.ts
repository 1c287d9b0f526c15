import { setTimeout as delay } from 'node:timers/promises'

/** 20 batches a second look like a steady flow. */
const intervalMs = 50

/**
 * Rows per batch for a steady flow of `perSecond` rows a second.
 *
 * @param several whether they are of several series: threads wait for each other at the end of a batch
 */
export const batchSize = (perSecond: number, several = false): number => {
  if (perSecond === Number.POSITIVE_INFINITY) return several ? 2048 : 256
  return Math.max(1, Math.round((perSecond * intervalMs) / 1000))
}

/**
 * Yields rows at `perSecond` rows a second, in small batches; Infinity only splits the batches and never waits. A
 * slower consumer sets the pace. Ends early when `signal` is aborted.
 */
export async function* paced<T>(
  batches: AsyncIterable<readonly T[]>,
  perSecond: number,
  signal: AbortSignal,
  size: number = batchSize(perSecond),
): AsyncGenerator<readonly T[]> {
  const restMs = (size / perSecond) * 1000
  let due = performance.now()
  for await (const batch of batches) {
    for (let from = 0; from < batch.length; from += size) {
      const aheadMs = due - performance.now()
      // Rejects early when `signal` is aborted.
      if (aheadMs > 1) await delay(aheadMs, undefined, { signal }).catch(() => {})
      // The first rows of a batch are always yielded: the ledger counts them already.
      if (signal.aborted && from > 0) return
      // A delay caused by a slow consumer is not made up for.
      due = Math.max(due, performance.now() - restMs) + restMs
      yield batch.length <= size ? batch : batch.slice(from, from + size)
    }
  }
}
