import { describe, expect, it } from 'vitest'
import { type InfluxOptions, influxSink, writeInflux } from '../../src/connectors/influx.ts'
import type { SinkPlace } from '../../src/sinks/sink.ts'
import { placeOf, summary } from '../sinks/place.ts'
import { scoredOf } from '../sinks/scored.ts'
import { until } from '../until.ts'
import { pointsIn } from './line-protocol.ts'
import { Receiver } from './receiver.ts'

const day = 86_400_000
const quick = { retry: { from: '1ms', to: '10ms' } } as const
const two = { org: 'plant 1', bucket: 'a&b', token: 'abc' }

/** A receiver that keeps points as InfluxDB does: one for each measurement, tags and time. */
async function influx() {
  const receiver = await Receiver.start()
  const points = new Map<string, ReturnType<typeof pointsIn>[0]>()
  receiver.reply = ({ body }) => {
    try {
      for (const point of pointsIn(body)) points.set(JSON.stringify([point.measurement, point.tags, point.time]), point)
      return 204
    } catch (error) {
      return { status: 400, text: String(error) }
    }
  }
  const sinkTo = (options: Partial<InfluxOptions> = two, place: Partial<SinkPlace> = {}) =>
    writeInflux({ url: receiver.url, ...quick, ...options })(placeOf(place))
  return { receiver, points, sinkTo }
}

describe('the sink influx', () => {
  it('writes points, gzipped, with precision and token, as version 2 wants them', async () => {
    const { points, receiver, sinkTo } = await influx()
    const sink = await sinkTo()
    await sink.write([scoredOf(1, [1, 2])])
    await sink.close(summary)
    const [{ headers, path }] = receiver.received as [Receiver['received'][0]]
    expect(path).toBe('/api/v2/write?precision=ms&bucket=a%26b&org=plant+1')
    expect(headers).toMatchObject({ authorization: 'Token abc', 'content-encoding': 'gzip' })
    expect([...points.values()].map(({ time }) => time)).toEqual([2 * day, 3 * day])
  })

  it('writes as version 1 wants it, below the path of a proxy', async () => {
    const { receiver, sinkTo } = await influx()
    const options = { url: `${receiver.url}/influx/`, database: 'plant', retention: 'year', user: 'u', password: 'p:w' }
    const sink = await sinkTo(options)
    await sink.write([scoredOf(1, [1, 2])])
    await sink.close(summary)
    expect(receiver.received[0]!.path).toBe('/influx/write?precision=ms&db=plant&rp=year')
    expect(receiver.received[0]!.headers.authorization).toBe(`Basic ${btoa('u:p:w')}`)
  })

  it('a forecast that is written again stays one point; only: latest keeps the newest for each time', async () => {
    const all = await influx()
    const latest = await influx()
    for (const [{ sinkTo }, options] of [
      [all, two],
      [latest, { ...two, only: 'latest' }],
    ] as const) {
      for (let run = 0; run < 2; run++) {
        const sink = await sinkTo(options)
        for (let origin = 1; origin <= 3; origin++) {
          await sink.write([scoredOf(origin, [origin, 10 + origin])])
          await sink.sync?.()
        }
        await sink.close(summary)
      }
    }
    expect(all.points.size).toBe(6)
    const byTime = [...latest.points.values()].map(({ fields, time }) => [time / day, fields.forecast])
    expect(byTime.toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual([
      [2, 1],
      [3, 2],
      [4, 3],
      [5, 13],
    ])
  })

  it('events have a measurement of their own', async () => {
    const { points, sinkTo } = await influx()
    const sink = await sinkTo({ ...two, events: true })
    await sink.write([{ ...scoredOf(1, [1, 2]), events: [{ kind: 'drift', time: day, reason: 'r', channel: 0 }] }])
    await sink.close(summary)
    expect([...points.values()].at(-1)).toEqual({
      measurement: 'forecast_event',
      tags: { series: 'y', event: 'drift' },
      fields: { reason: 'r', clock: false },
      time: day,
    })
  })

  it('goes on after the server was away, and ends the run if it refuses points', async () => {
    const { points, receiver, sinkTo } = await influx()
    const said: string[] = []
    const sink = await sinkTo(two, { warn: (text) => said.push(text) })
    await receiver.halt()
    await sink.write([scoredOf(1, [1, 2])])
    await until(() => said.length > 0, 'a warning')
    await receiver.start()
    await sink.close(summary)
    expect(points.size).toBe(2)
    receiver.reply = () => ({ status: 401, text: '{"code":"unauthorized"}' })
    const refused = await sinkTo()
    await refused.write([scoredOf(1, [1, 2])])
    await expect(refused.close(summary)).rejects.toThrow('a&b: expected an answer of 2xx, got HTTP 401: {"code":"unaut')
    await refused.abort()
  })

  it('posts nothing if nothing is known', async () => {
    const { receiver, sinkTo } = await influx()
    const sink = await sinkTo()
    await sink.write([scoredOf(1, [Number.NaN, Number.NaN])])
    await sink.close(summary)
    expect(receiver.received).toEqual([])
  })

  it('wants a bucket or a database', () => {
    const url = 'http://localhost:8086'
    for (const options of [{ url }, { url, bucket: 'a', database: 'b' }])
      expect(influxSink.argument.safeParse(options).error!.issues[0]!.message).toContain('one of bucket')
  })
})
