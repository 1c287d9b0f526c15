import { setTimeout as delay } from 'node:timers/promises'

/**
 * Waits until something is so; fails after 50 s, before the test runs out of time.
 *
 * @param what is waited for
 */
export async function until(isSo: () => unknown, what: string | (() => string)): Promise<void> {
  for (let i = 0; i < 10_000; i++) {
    if (isSo()) return
    await delay(5)
  }
  throw new Error(`waited for 50 s: ${typeof what === 'string' ? what : what()}`)
}
