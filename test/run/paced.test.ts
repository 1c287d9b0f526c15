import { getEventListeners } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { paced } from '../../src/run/paced.ts'
import { gathered } from './gathered.ts'

// The real delay, unless a test replaces it together with the clock.
vi.mock('node:timers/promises', async (original) => {
  const real = await original<typeof import('node:timers/promises')>()
  return { ...real, setTimeout: vi.fn(real.setTimeout) }
})

async function* one(batch: number[]) {
  yield batch
}
const thousand = Array.from({ length: 1000 }, (_, i) => i)
const running = new AbortController().signal

describe('paced', () => {
  it('splits long batches and keeps every row in order', async () => {
    const batches = await gathered(paced(one(thousand), Number.POSITIVE_INFINITY, running))
    expect(batches.map((batch) => batch.length)).toEqual([256, 256, 256, 232])
    expect(batches.flat()).toEqual(thousand)
  })

  it('passes short batches on unchanged', async () => {
    const batch = [1, 2, 3]
    expect((await gathered(paced(one(batch), Number.POSITIVE_INFINITY, running)))[0]).toBe(batch)
  })

  it('keeps to the speed, and does not catch up after a slow consumer', async () => {
    let now = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
    vi.mocked(setTimeout).mockImplementation(async (ms) => {
      now += ms!
      return undefined as never
    })
    const batches: [time: number, rows: number][] = []
    for await (const { length } of paced(one(thousand.slice(0, 125)), 500, running)) {
      batches.push([now, length])
      if (batches.length === 2) now += 120
    }
    clock.mockRestore()
    vi.mocked(setTimeout).mockReset()
    // A batch every 50 ms. Of those that were due during the pause of 120 ms one comes early, and the rest are delayed.
    expect(batches).toEqual([0, 50, 170, 170, 220].map((time) => [time, 25]))
  })

  it('yields single rows if the speed is low', async () => {
    const stop = new AbortController()
    const seen: (readonly number[])[] = []
    for await (const batch of paced(one([1, 2, 3]), 0.001, stop.signal)) {
      seen.push(batch)
      setImmediate(() => stop.abort())
    }
    expect(seen).toEqual([[1]])
    expect(getEventListeners(stop.signal, 'abort')).toEqual([])
  })
})
