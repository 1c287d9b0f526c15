import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { untilStopped } from '../../src/run/until-stopped.ts'
import { gathered } from './gathered.ts'

/** V8’s own collector, which is only there when asked for. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

describe('untilStopped', () => {
  it('passes everything on until it is stopped', async () => {
    async function* numbers() {
      yield 1
      yield 2
    }
    expect(await gathered(untilStopped(numbers(), new AbortController().signal))).toEqual([1, 2])
  })

  it('ends while the input is silent, and aborts the source', async () => {
    const stop = new AbortController()
    let gaveUp = false
    const silent: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => {
        let first = true
        return {
          next: () => {
            if (!first) return new Promise(() => {})
            first = false
            return Promise.resolve({ done: false, value: 1 })
          },
          return: () => {
            gaveUp = true
            return Promise.resolve({ done: true, value: undefined })
          },
        }
      },
    }
    const seen: number[] = []
    for await (const value of untilStopped(silent, stop.signal)) {
      seen.push(value)
      setImmediate(() => stop.abort())
    }
    expect(seen).toEqual([1])
    expect(gaveUp).toBe(true)
  })

  it('yields nothing if it was stopped before', async () => {
    async function* numbers() {
      yield 1
    }
    expect(await gathered(untilStopped(numbers(), AbortSignal.abort()))).toEqual([])
  })

  it('passes errors of the source on', async () => {
    // biome-ignore lint/correctness/useYield: it fails before it could.
    async function* broken(): AsyncGenerator<number> {
      throw new Error('disk on fire')
    }
    await expect(gathered(untilStopped(broken(), new AbortController().signal))).rejects.toThrow('disk on fire')
  })

  it('retains no batch that has passed', async () => {
    const passed: WeakRef<object>[] = []
    async function* batches() {
      for (let i = 0; i < 200; i++) {
        const batch = { i }
        passed.push(new WeakRef(batch))
        yield batch
      }
    }
    let count = 0
    for await (const batch of untilStopped(batches(), new AbortController().signal)) count += Math.sign(batch.i + 1)
    // A few turns, so that nothing is held only because it was looked at just now.
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
    collectGarbage()
    expect(count).toBe(200)
    expect(passed.filter((one) => one.deref() !== undefined).length).toBeLessThan(5)
  })
})
