/**
 * Yields batches until `signal` is aborted. Then it ends as if the input had ended, even while waiting for a batch, and
 * asks the source to return.
 */
export async function* untilStopped<T>(batches: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = batches[Symbol.asyncIterator]()
  let stop = () => {}
  const listen = () => stop()
  signal.addEventListener('abort', listen, { once: true })
  // Promise.race with one promise for the stop would keep every batch in memory.
  const nextOrStop = () =>
    new Promise<IteratorResult<T> | undefined>((resolve, reject) => {
      stop = () => resolve(undefined)
      if (signal.aborted) stop()
      // After a stop, the result of a pending read is ignored.
      else iterator.next().then(resolve, reject)
    })
  try {
    for (let result = await nextOrStop(); result && !result.done; result = await nextOrStop()) yield result.value
  } finally {
    signal.removeEventListener('abort', listen)
    // Not awaited: a source that waits for input would return only after the next row.
    iterator.return?.().then(undefined, () => {})
  }
}
