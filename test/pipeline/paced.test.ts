import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { paced } from '../../src/pipeline/paced.ts'
import { gathered } from './gathered.ts'

async function* one(batch: number[]) {
  yield batch
}
const thousand = Array.from({ length: 1000 }, (_, i) => i)
const running = new AbortController().signal

describe('paced', () => {
  afterEach(() => vi.useRealTimers())

  it('cuts long batches small and keeps every row in order', async () => {
    const batches = await gathered(paced(one(thousand), Number.POSITIVE_INFINITY, running))
    expect(batches.map((batch) => batch.length)).toEqual([256, 256, 256, 232])
    expect(batches.flat()).toEqual(thousand)
  })

  it('hands short batches on as they are', async () => {
    const batch = [1, 2, 3]
    expect((await gathered(paced(one(batch), Number.POSITIVE_INFINITY, running)))[0]).toBe(batch)
  })

  it('takes the time that the speed asks for, and makes up for none that a slow consumer took', async () => {
    vi.useFakeTimers()
    const begun = performance.now()
    const seen: [number, number][] = []
    const consumed = (async () => {
      for await (const { length } of paced(one(thousand.slice(0, 125)), 500, running)) {
        seen.push([performance.now() - begun, length])
        if (seen.length === 2) await new Promise((resolve) => setTimeout(resolve, 120))
      }
    })()
    await vi.runAllTimersAsync()
    await consumed
    expect(seen).toEqual([
      [0, 25],
      [50, 25],
      [170, 25],
      [170, 25],
      [220, 25],
    ])
  })

  it('goes row by row where the speed is low', async () => {
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
