/** The result, or undefined as soon as the signal is aborted; what fails after that is ignored. */
export function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const end = () => resolve(undefined)
    if (signal.aborted) end()
    signal.addEventListener('abort', end, { once: true })
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}
