import { setTimeout as delay } from 'node:timers/promises'
import type { Link } from './feed.ts'

/** Milliseconds between two signs of life. */
const beatMs = 500

/**
 * Waits for the time of the next request, or until there is a reason for one. Silence in between is not that of the
 * other side, so that `idle` limits the time of a request alone.
 */
export async function atRest(link: Link, ms: number, woken: Promise<unknown> = new Promise(() => {})): Promise<void> {
  const beat = setInterval(() => link.heard(), beatMs)
  const over = new AbortController()
  const end = () => over.abort()
  link.signal.addEventListener('abort', end, { once: true })
  if (link.signal.aborted) end()
  void woken.then(end)
  await delay(Math.max(0, ms), undefined, { signal: over.signal }).catch(() => {})
  clearInterval(beat)
  link.signal.removeEventListener('abort', end)
}
