import { afterEach, expect, it, vi } from 'vitest'
import { TickingFeed } from '../../src/live/ticking-feed.ts'
import { openFeed, plain, Tap } from './reading.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('passes on a window whose end the clock passes, though nothing more comes', async () => {
  const tap = new Tap()
  const { stop, ledger, open } = openFeed(tap, { ...plain, resample: { to: '1s', with: 'sum' } })
  const now = Math.floor(Date.now() / 1000) * 1000
  void tap.push(JSON.stringify([1, 2].map((value) => ({ time: now, value }))))
  const sums: number[] = []
  for await (const batch of open().batches) {
    sums.push(...batch.map(({ values }) => values[0]!))
    if (sums.length >= 2) stop.abort()
  }
  // The second window had no readings.
  expect(sums.slice(0, 2)).toEqual([3, 0])
  expect(ledger.counts).toMatchObject({ rows: 2, accepted: 2 })
})

it('ticks only while it is connected, from two seconds after that on', async () => {
  vi.useFakeTimers()
  const ticks: number[] = []
  const tap = new Tap()
  const feed = new TickingFeed(tap, { due: () => 0, tick: async (at) => void ticks.push(at) })
  expect(feed.name).toBe('tap')
  const over = new AbortController()
  const link = { signal: over.signal, cursor: '5', open() {}, heard() {}, message: async () => {} }
  const running = feed.run(link)
  await tap.open
  expect(tap.link!.cursor).toBe('5')
  await vi.advanceTimersByTimeAsync(1900)
  expect(ticks).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(ticks.length).toBeGreaterThan(0)
  over.abort()
  await running
  expect(vi.getTimerCount()).toBe(0)
})
