import { Duplex, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { finalize, map, type OperatorFunction, of, pipe, scan, take, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { throughOperators } from '../../src/streams/through-operators.ts'
import { workClock } from './work-clock.ts'

const batches = function* (count: number, size: number) {
  for (let i = 0; i < count; i++) yield Array.from({ length: size }, (_, j) => i * size + j)
}

async function collect<R>(source: Iterable<number[]>, chain: OperatorFunction<number, R>): Promise<R[][]> {
  const out: R[][] = []
  await pipeline(Readable.from(source), throughOperators(chain), async (stream: AsyncIterable<R[]>) => {
    for await (const batch of stream) out.push(batch)
  })
  return out
}

describe('throughOperators', () => {
  it('yields the output of each batch, in order', async () => {
    expect(
      await collect(
        [[1, 2], [], [3]],
        scan((sum, x) => sum + x, 0),
      ),
    ).toEqual([[1, 3], [6]])
  })

  it('yields at the end what the operators held back', async () => {
    expect(await collect([[1, 2], [3]], toArray())).toEqual([[[1, 2, 3]]])
  })

  it('lets a slow sink hold back the source: at most a few batches are read ahead', async () => {
    let made = 0
    let furthest = 0
    const source = (function* () {
      for (const batch of batches(200, 1)) {
        made++
        yield batch
      }
    })()
    let used = 0
    await pipeline(
      Readable.from(source, { highWaterMark: 1 }),
      throughOperators(map((x: number) => x)),
      async (stream: AsyncIterable<number[]>) => {
        for await (const _ of stream) {
          await new Promise((resolve) => setImmediate(resolve))
          used++
          furthest = Math.max(furthest, made - used)
        }
      },
    )
    expect(used).toBe(200)
    expect(furthest).toBeLessThanOrEqual(8)
  })

  it.each([1, 8, 160])(
    'yields to the event loop every 8 ms, and then emits what is ready, for batches of %i',
    async (size) => {
      const clock = workClock()
      clock.start()
      const work = map((x: number) => {
        clock.work()
        return x
      })
      const out = await collect(batches(160 / size, size), work)
      const turns = clock.stop()
      // Looked at every 16 rows.
      expect(out.map((batch) => batch.length)).toEqual(
        Array.from({ length: 160 / Math.min(16, size) }, () => Math.min(16, size)),
      )
      expect(turns).toBeGreaterThanOrEqual(10)
    },
  )

  it('ends when its operators complete, and closes an endless source', async () => {
    let made = 0
    const source = Readable.from(
      (function* () {
        for (;;) yield [made++, made++]
      })(),
      { highWaterMark: 1 },
    )
    const seen: number[] = []
    await pipeline(source, throughOperators(take<number>(5)), async (stream: AsyncIterable<number[]>) => {
      for await (const batch of stream) seen.push(...batch)
    })
    expect(seen).toEqual([0, 1, 2, 3, 4])
    expect(source.destroyed).toBe(true)
    expect(made).toBeLessThanOrEqual(10)
  })

  it('reads nothing if the operators complete at once', async () => {
    const idle = new Readable({ objectMode: true, read() {} })
    const seen: number[] = []
    await pipeline(
      idle,
      throughOperators<number, number>(() => of(7)),
      async (stream: AsyncIterable<number[]>) => {
        for await (const batch of stream) seen.push(...batch)
      },
    )
    expect([seen, idle.destroyed]).toEqual([[7], true])
  })

  it('returns a stream if one is asked for', async () => {
    const doubled = Duplex.from(throughOperators(map((x: number) => x * 2)))
    expect(await Readable.from(batches(2, 2)).pipe(doubled).toArray()).toEqual([
      [0, 2],
      [4, 6],
    ])
  })

  it('tears everything down when an operator throws, after yielding earlier output', async () => {
    let freed = false
    const seen: number[] = []
    const source = Readable.from(batches(5, 2))
    const chain = pipe(
      map((x: number) => {
        if (x === 4) throw new Error('four')
        return x
      }),
      finalize(() => {
        freed = true
      }),
    )
    const run = pipeline(source, throughOperators(chain), async (stream: AsyncIterable<number[]>) => {
      for await (const batch of stream) seen.push(...batch)
    })
    await expect(run).rejects.toThrow('four')
    expect(seen).toEqual([0, 1, 2, 3])
    expect(freed).toBe(true)
    expect(source.destroyed).toBe(true)
  })

  it('unsubscribes and closes the source when it is aborted', async () => {
    let freed = false
    const source = new Readable({ objectMode: true, read() {} })
    const stop = new AbortController()
    const chain = finalize<number>(() => {
      freed = true
    })
    const run = pipeline(
      source,
      throughOperators(chain),
      async (stream: AsyncIterable<number[]>) => {
        for await (const _ of stream) stop.abort()
      },
      { signal: stop.signal },
    )
    source.push([1])
    await expect(run).rejects.toThrow(/abort/)
    expect([freed, source.destroyed]).toEqual([true, true])
  })
})
