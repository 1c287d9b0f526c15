/**
 * Passes batches on until `signal` is aborted. Then it ends as if the input had ended there, even while it waits for the next batch, and asks the
 * source to return.
 */
export async function* untilStopped<T>(batches: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = batches[Symbol.asyncIterator]()
  let stop = () => {}
  const listen = () => stop()
  signal.addEventListener('abort', listen, { once: true })
  // Not Promise.race with one promise that stands for the stop: it would keep every batch that ever won against it.
  const nextOrStop = () =>
    new Promise<IteratorResult<T> | undefined>((resolve, reject) => {
      stop = () => resolve(undefined)
      if (signal.aborted) stop()
      // Once it has been stopped, what the abandoned read still brings is of no interest any more.
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
