import { Readable } from 'node:stream'
import { firstValueFrom, lastValueFrom, take, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { fromReadable, type Overflow } from '../../src/streams/from-readable.ts'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A stream of 0 … count − 1 that counts how many were asked of it. */
function counter(count: number) {
  let made = 0
  const readable = new Readable({
    objectMode: true,
    read() {
      this.push(made < count ? made++ : null)
    },
  })
  return { readable, made: () => made }
}

describe('fromReadable', () => {
  it('gives out every value in order, whatever the overflow policy, where the work is at once', async () => {
    for (const overflow of ['pause', 'latest', { buffer: 1 }] satisfies Overflow[]) {
      const values = fromReadable(counter(100).readable, { overflow, work: (x: number) => x })
      expect(await lastValueFrom(values.pipe(toArray()))).toEqual(Array.from({ length: 100 }, (_, i) => i))
    }
  })

  it('with "pause" reads ahead no further than the stream’s own buffer, and loses nothing', async () => {
    const { readable, made } = counter(300)
    let done = 0
    let furthest = 0
    const work = async (x: number) => {
      await turn()
      done++
      furthest = Math.max(furthest, made() - done)
      return x
    }
    expect(await lastValueFrom(fromReadable(readable, { overflow: 'pause', work }).pipe(toArray()))).toHaveLength(300)
    expect(furthest).toBeLessThanOrEqual(20)
  })

  it('with "latest" skips what a slow worker cannot follow, and ends on the last value', async () => {
    const { readable } = counter(10_000)
    const work = async (x: number) => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      return x
    }
    const seen = await lastValueFrom(fromReadable(readable, { overflow: 'latest', work }).pipe(toArray()))
    expect(seen.length).toBeLessThan(10_000)
    expect(seen.at(-1)).toBe(9999)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })

  it('with a buffer fails, and closes the stream, when more than that wait', async () => {
    const { readable } = counter(1000)
    const values = fromReadable(readable, { overflow: { buffer: 4 }, work: (x: number) => turn().then(() => x) })
    await expect(lastValueFrom(values)).rejects.toThrow('at most 4 values waiting')
    expect(readable.destroyed).toBe(true)
  })

  it('lets timers run while values come without a pause', async () => {
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    const work = (x: number) => {
      const until = performance.now() + 0.2
      while (performance.now() < until);
      return x
    }
    await lastValueFrom(fromReadable(counter(500).readable, { overflow: 'pause', work }))
    clearInterval(timer)
    expect(ticks).toBeGreaterThan(3)
  })

  it('closes the stream on unsubscribing, also while it is idle', async () => {
    const idle = new Readable({ objectMode: true, read() {} })
    const subscription = fromReadable(idle, { overflow: 'pause', work: (x) => x }).subscribe()
    await turn()
    subscription.unsubscribe()
    expect(idle.destroyed).toBe(true)

    const { readable } = counter(100)
    expect(
      await firstValueFrom(fromReadable(readable, { overflow: 'pause', work: (x: number) => x }).pipe(take(1))),
    ).toBe(0)
    expect(readable.destroyed).toBe(true)
  })

  it('passes on an error of the stream, and one of the work', async () => {
    const broken = new Readable({
      objectMode: true,
      read() {
        this.destroy(new Error('disk'))
      },
    })
    await expect(lastValueFrom(fromReadable(broken, { overflow: 'pause', work: (x) => x }))).rejects.toThrow('disk')

    const { readable } = counter(10)
    const work = (x: number) => {
      if (x === 3) throw new Error('three')
      return x
    }
    await expect(lastValueFrom(fromReadable(readable, { overflow: 'pause', work }))).rejects.toThrow('three')
    expect(readable.destroyed).toBe(true)
  })

  it('says so when the stream is closed before its end', async () => {
    const readable = new Readable({ objectMode: true, read() {} })
    const values = lastValueFrom(fromReadable(readable, { overflow: 'pause', work: (x) => x }))
    readable.destroy()
    await expect(values).rejects.toThrow('closed before that')
  })
})
