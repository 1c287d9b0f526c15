import { constants, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Recorder } from '../../src/recording/recorder.ts'
import type { Frame } from '../../src/recording/wire.ts'
import { EventStreams } from '../../src/server/event-stream.ts'
import { SeriesFeed } from '../../src/server/series-feed.ts'
import { scoredWeather } from './scored-weather.ts'

const rows = scoredWeather({ rows: 9000 })

function streams(budget = 1 << 24) {
  const recorder = new Recorder({ id: 'run', title: 'weather', series: ['temp_max'], budget })
  const feed = new SeriesFeed(recorder, () => 1000)
  const all = new EventStreams(feed, () => 1000)
  const wake = (status: boolean) => {
    if (status) feed.changed()
    all.wake()
  }
  return { recorder, streams: all, wake }
}

function reading(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  return async () => {
    const { value } = await reader.read()
    const text = new TextDecoder().decode(value)
    return [...text.matchAll(/event: (\w+)\n(?:id: (\S+)\n)?data: (.*)\n\n/g)].map(([, name, id, data]) => ({
      name,
      id,
      data: JSON.parse(data!) as unknown,
    }))
  }
}

describe('a stream of events', () => {
  it('describes itself before the first observation, and again once the layout is known', async () => {
    const { recorder, streams: all, wake } = streams()
    const next = reading(all.stream(''))
    expect((await next()).map(({ name }) => name)).toEqual(['run', 'status'])
    recorder.write(rows.slice(0, 2))
    wake(true)
    const told = await next()
    expect(told.map(({ name, id }) => [name, id])).toEqual([
      ['run', 'run.0.0'],
      ['status', 'run.0.0'],
      ['frame', 'run.2.0'],
    ])
    expect(told[2]!.data).toMatchObject({ first: 0, at: 1000 })
  })

  it('cuts a snapshot into pieces of at most a quarter of a megabyte', async () => {
    const { recorder, streams: all } = streams()
    recorder.write(rows)
    const next = reading(all.stream(''))
    let seen = 0
    while (seen < rows.length) {
      const told = await next()
      const { first, times, exact, differences, inside } = told.find(({ name }) => name === 'frame')!.data as Frame
      expect(first).toBe(seen)
      const size = 14 * times.length + exact.length + differences.length + inside.length
      expect(size).toBeLessThanOrEqual((1 << 18) + 8)
      seen += times.length
    }
    expect(seen).toBe(rows.length)
  })

  it('restarts a client that fell out of the ring, from the latest 2,000 observations', async () => {
    const { recorder, streams: all, wake } = streams(1_000_000)
    recorder.write(rows.slice(0, 100))
    const stream = all.stream('')
    const next = reading(stream)
    await next()
    recorder.write(rows.slice(100))
    wake(false)
    const told = [...(await next()), ...(await next())]
    const first = told.filter(({ name }) => name === 'run').at(-1)!.data as { first: number }
    expect(first.first).toBe(7000)
  })

  it('builds a frame once for all clients at the same row', async () => {
    const { recorder, streams: all, wake } = streams()
    let made = 0
    const frame = recorder.frame.bind(recorder)
    recorder.frame = (from, to, at) => {
      made++
      return frame(from, to, at)
    }
    const readers = Array.from({ length: 10 }, () => reading(all.stream('')))
    await Promise.all(readers.map((next) => next()))
    recorder.write(rows.slice(0, 5))
    wake(false)
    await Promise.all(readers.map((next) => next()))
    expect(made).toBe(1)
  })

  it('compresses a frame once for all clients at the same row, and each reads the same', async () => {
    const { recorder, streams: all, wake } = streams()
    const readers = Array.from({ length: 3 }, () => all.stream('', true).getReader())
    const read = async () => (await Promise.all(readers.map((reader) => reader.read()))).map(({ value }) => value!)
    const heads = await read()
    recorder.write(rows.slice(0, 200))
    wake(true)
    const [one, ...others] = await read()
    for (const other of others) expect(Buffer.from(other).equals(one!)).toBe(true)
    const text = gunzipSync(Buffer.concat([heads[0]!, one!]), { finishFlush: constants.Z_SYNC_FLUSH }).toString()
    expect(text).toContain('event: frame\nid: run.200.0\n')
    expect(one!.length).toBeLessThan(text.length)
  })

  it('counts its clients, and closes for all', async () => {
    const { streams: all } = streams()
    const [one, two] = [all.stream(''), all.stream('')]
    expect(all.open).toBe(2)
    await one.cancel()
    expect(all.open).toBe(1)
    const reader = two.getReader()
    await reader.read()
    all.close()
    expect((await reader.read()).done).toBe(true)
  })
})
