import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { paced } from '../../src/run/paced.ts'
import { gathered } from './gathered.ts'

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
    const times: number[] = []
    const lengths: number[] = []
    for await (const { length } of paced(one(thousand.slice(0, 125)), 500, running)) {
      times.push(performance.now())
      lengths.push(length)
      if (times.length === 2) await new Promise((resolve) => setTimeout(resolve, 120))
    }
    expect(lengths).toEqual([25, 25, 25, 25, 25])
    // A batch every 50 ms. Of the three that were due during the pause one comes early. Timers may fire 1 ms early.
    expect(times[1]! - times[0]!).toBeGreaterThan(48)
    expect(times[4]! - times[2]!).toBeGreaterThan(48)
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
