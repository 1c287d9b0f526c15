/**
 * Does something that may take too long.
 *
 * @param work is given a signal that is aborted when the time is up, or when `stop` is
 * @throws what the work throws, and an Error as soon as the signal is aborted
 */
export async function withTimeLimit<R>(
  ms: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  // Not AbortSignal.any: in Node 20 it leaks with a signal that lives long.
  const controller = new AbortController()
  const { promise, reject } = withReject()
  const end = (why: string) => () => {
    const error = new Error(why)
    controller.abort(error)
    reject(error)
  }
  const stopped = end('the run has ended')
  const timer = setTimeout(end(`no answer within ${ms / 1000} s`), ms)
  stop.addEventListener('abort', stopped, { once: true })
  if (stop.aborted) stopped()
  try {
    return await Promise.race([promise, work(controller.signal)])
  } finally {
    clearTimeout(timer)
    stop.removeEventListener('abort', stopped)
  }
}

function withReject(): { readonly promise: Promise<never>; readonly reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<never>((_, fail) => {
    reject = fail
  })
  promise.catch(() => {})
  return { promise, reject }
}
