/**
 * Passes batches on until `signal` is aborted; then it ends, also while it waits for the next, as if the input had ended there. The source
 * is told to give up.
 */
export async function* untilStopped<T>(batches: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = batches[Symbol.asyncIterator]()
  let stop = () => {}
  const stopped = new Promise<'stopped'>((resolve) => {
    stop = () => resolve('stopped')
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    while (true) {
      const next = iterator.next()
      const result = await Promise.race([next, stopped])
      if (result === 'stopped') {
        // Whatever the abandoned read still brings is of no interest any more.
        next.catch(() => {})
        return
      }
      if (result.done) return
      yield result.value
    }
  } finally {
    signal.removeEventListener('abort', stop)
    // Not awaited: a source that waits for input would only hear of it with the next row.
    iterator.return?.().then(undefined, () => {})
  }
}
