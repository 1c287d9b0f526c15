import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits for something, up to a limit.
 *
 * @param signal ends the wait
 * @returns whether it came in time
 */
export async function within(awaited: Promise<void>, limitMs: number, signal: AbortSignal): Promise<boolean> {
  const over = new AbortController()
  const limit = delay(limitMs, false, { signal: AbortSignal.any([signal, over.signal]) }).catch(() => false)
  const inTime = await Promise.race([awaited.then(() => true), limit])
  over.abort()
  return inTime
}

/** Milliseconds that clients have to read what was sent to them. */
const mostMs = 30_000

/**
 * Waits until clients have closed their connections, as they do when they have read everything.
 *
 * @returns what was not received, for a message; undefined if nothing is known to be lost
 */
export async function readAll(closed: Promise<void>, signal: AbortSignal): Promise<string | undefined> {
  if ((await within(closed, mostMs, signal)) || signal.aborted) return undefined
  return `a client has not read the last rows within ${mostMs / 1000} s`
}
