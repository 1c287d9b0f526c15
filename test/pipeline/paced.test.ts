import { describe, expect, it } from 'vitest'
import { paced } from '../../src/pipeline/paced.ts'
import { gathered } from './gathered.ts'

async function* one(batch: number[]) {
  yield batch
}
const thousand = Array.from({ length: 1000 }, (_, i) => i)
const running = new AbortController().signal

describe('paced', () => {
  it('cuts long batches small and keeps every row in order', async () => {
    const batches = await gathered(paced(one(thousand), Number.POSITIVE_INFINITY, running))
    expect(batches.map((batch) => batch.length)).toEqual([256, 256, 256, 232])
    expect(batches.flat()).toEqual(thousand)
  })

  it('hands short batches on as they are', async () => {
    const batch = [1, 2, 3]
    expect((await gathered(paced(one(batch), Number.POSITIVE_INFINITY, running)))[0]).toBe(batch)
  })

  it('takes no less time than the speed asks for', async () => {
    const begun = performance.now()
    const batches = await gathered(paced(one(thousand.slice(0, 100)), 500, running))
    // Timers may ring a millisecond early; the first batch waits for nothing.
    expect(performance.now() - begun).toBeGreaterThan(3 * 50 - 5)
    expect(batches.map((batch) => batch.length)).toEqual([25, 25, 25, 25])
  })

  it('goes row by row where the speed is low', async () => {
    const stop = new AbortController()
    const seen: (readonly number[])[] = []
    for await (const batch of paced(one([1, 2, 3]), 0.001, stop.signal)) {
      seen.push(batch)
      setImmediate(() => stop.abort())
    }
    expect(seen).toEqual([[1]])
  })
})
