import { expect, it } from 'vitest'
import { Backoff } from '../../src/live/backoff.ts'

it('doubles its delays up to the longest, and begins again after a reset', () => {
  const backoff = new Backoff({ from: 500, to: 3000 }, () => 1)
  expect([1, 2, 3, 4, 5].map(() => backoff.next())).toEqual([500, 1000, 2000, 3000, 3000])
  backoff.reset()
  expect(backoff.next()).toBe(500)
})

it('waits at random between half and all of a delay', () => {
  const backoff = new Backoff({ from: 1000, to: 1000 })
  const delays = Array.from({ length: 200 }, () => backoff.next())
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(500)
  expect(Math.max(...delays)).toBeLessThanOrEqual(1000)
  expect(new Set(delays).size).toBeGreaterThan(100)
})

it('stops waiting when the signal is aborted', async () => {
  const stop = new AbortController()
  const waiting = new Backoff({ from: 3_600_000, to: 3_600_000 }).wait(stop.signal)
  stop.abort()
  await waiting
})
