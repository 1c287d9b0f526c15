import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { finalize, map, type OperatorFunction, pipe, scan, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { throughOperators } from '../../src/streams/through-operators.ts'

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
  it('gives out what each batch brought about, in order', async () => {
    expect(
      await collect(
        [[1, 2], [], [3]],
        scan((sum, x) => sum + x, 0),
      ),
    ).toEqual([[1, 3], [6]])
  })

  it('gives out at the end what the chain held back', async () => {
    expect(await collect([[1, 2], [3]], toArray())).toEqual([[[1, 2, 3]]])
  })

  it('lets a slow sink hold the source: at most a few batches are read ahead', async () => {
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

  it('lets timers run while it works through one long batch', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    const spin = (x: number) => {
      const until = performance.now() + 0.5
      while (performance.now() < until);
      return x
    }
    await collect([Array.from({ length: 400 }, (_, i) => i)], map(spin))
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
  })

  it('tears everything down when an operator throws, after giving out what came before', async () => {
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
