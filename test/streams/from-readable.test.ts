import { once } from 'node:events'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { firstValueFrom, lastValueFrom, take, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { fromReadable, type Overflow } from '../../src/streams/from-readable.ts'
import { workClock } from './work-clock.ts'

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
  it('emits every value in order, whatever the overflow policy, if the work is synchronous', async () => {
    for (const overflow of ['pause', 'latest', { buffer: 1 }] satisfies Overflow[]) {
      const values = fromReadable(counter(100).readable, { overflow, work: (x: number) => x })
      expect(await lastValueFrom(values.pipe(toArray()))).toEqual(Array.from({ length: 100 }, (_, i) => i))
    }
  })

  it('emits every value in order if synchronous work takes long enough for the event loop to have turns', async () => {
    const slow = (x: number) => {
      for (const start = performance.now(); performance.now() - start < 10; );
      return x
    }
    for (const overflow of ['pause', 'latest', { buffer: 1 }] satisfies Overflow[]) {
      const values = fromReadable(counter(12).readable, { overflow, work: slow })
      expect(await lastValueFrom(values.pipe(toArray()))).toEqual(Array.from({ length: 12 }, (_, i) => i))
    }
  })

  it('with "pause" reads no further ahead than the stream’s own buffer, and loses nothing', async () => {
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

  it('with "latest" skips values while the worker is busy, and ends on the last value', async () => {
    const { readable } = counter(10_000)
    const ended = once(readable, 'end')
    // The first value takes until all have come.
    const work = async (x: number) => {
      await ended
      return x
    }
    const seen = await lastValueFrom(fromReadable(readable, { overflow: 'latest', work }).pipe(toArray()))
    expect(seen).toEqual([0, 9999])
  })

  it('with a buffer fails and closes the stream when more than that many values wait', async () => {
    const { readable } = counter(1000)
    const values = fromReadable(readable, { overflow: { buffer: 4 }, work: (x: number) => turn().then(() => x) })
    await expect(lastValueFrom(values)).rejects.toThrow('at most 4 values waiting')
    expect(readable.destroyed).toBe(true)
  })

  it.each([
    ['at once', () => Array.from({ length: 90 }, (_, i) => i)],
    [
      'one by one',
      async function* () {
        for (let i = 0; i < 90; i++) yield i
      },
    ],
  ])('gives the event loop a turn every 8 ms while values come %s, without a pause', async (_how, values) => {
    const clock = workClock()
    const work = (x: number) => {
      if (clock.work() === 0) clock.start()
      return x
    }
    await lastValueFrom(fromReadable(Readable.from(values(), { highWaterMark: 1 }), { overflow: 'pause', work }))
    expect(clock.stop()).toBeGreaterThanOrEqual(10)
  })

  it('closes the stream when it is unsubscribed from, also while it is idle', async () => {
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

  it('passes on errors of the stream and of the work', async () => {
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

  it('completes or fails at once on a stream that has already ended', async () => {
    const over = async (readable: Readable) => {
      await finished(readable).catch(() => {})
      return lastValueFrom(fromReadable(readable, { overflow: 'pause', work: (x: number) => x }).pipe(toArray()))
    }
    expect(await over(counter(3).readable.resume())).toEqual([])
    await expect(over(counter(3).readable.destroy(new Error('disk')))).rejects.toThrow('disk')
    await expect(over(counter(3).readable.destroy())).rejects.toThrow('closed before that')
  })

  it('reports a stream that is closed before its end', async () => {
    const readable = new Readable({ objectMode: true, read() {} })
    const values = lastValueFrom(fromReadable(readable, { overflow: 'pause', work: (x) => x }))
    readable.destroy()
    await expect(values).rejects.toThrow('closed before that')
  })
})
