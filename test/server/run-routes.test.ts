import { afterEach, describe, expect, it } from 'vitest'
import { type Overview, type Spark, unpackedLines } from '../../src/recording/overview-wire.ts'
import type { Recording } from '../../src/recording/wire.ts'
import { type Dashboard, startDashboard } from '../../src/server/dashboard.ts'
import { EventClient } from './event-client.ts'
import { many } from './many.ts'

const open: (Dashboard | EventClient)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

async function start(): Promise<Dashboard> {
  const dashboard = await startDashboard({ title: 'shop', targets: ['y'], by: ['product'], port: 0 })
  open.push(dashboard)
  return dashboard
}

async function look(dashboard: Dashboard, path: string): Promise<EventClient> {
  const client = await new EventClient().open(dashboard.url, '', path)
  open.push(client)
  return client
}

const json = async <T>(dashboard: Dashboard, path: string): Promise<T> =>
  (await (await fetch(new URL(path, dashboard.url))).json()) as T

describe('what a live run of many series is served by', () => {
  it('streams all lines, and then those that change', async () => {
    const dashboard = await start()
    dashboard.write(many(30, 0, 2))
    const client = await look(dashboard, 'overview')
    const { name, data } = (await client.next())!
    expect(name).toBe('overview')
    const { run, lines } = data as Overview
    const unpacked = unpackedLines(lines, lines.keys, run.channels.length)
    expect(unpacked).toHaveLength(30)
    expect(unpacked[29]).toMatchObject({ index: 29, series: 29, channel: 0, key: ['s29'], state: 'new', rows: 2 })
    dashboard.write(many(30, 2, 3).slice(7, 8))
    const told = await client.until(({ name }) => name === 'lines')
    expect(told.data).toMatchObject({ index: [7], rows: [3] })
  })

  it('returns all lines, and the sparks of those that are asked for', async () => {
    const dashboard = await start()
    dashboard.write(many(3, 0, 20))
    const { lines } = await json<Overview>(dashboard, 'overview.json')
    expect(lines.rows).toEqual([20, 20, 20])
    const sparks = await json<Spark[]>(dashboard, 'sparks.json?of=2,0,9,x,-1,1.5')
    expect(sparks.map(({ index, values, forecast }) => [index, values.length, forecast.length])).toEqual([
      [2, 20, 7],
      [0, 20, 7],
    ])
    expect(await json(dashboard, 'sparks.json')).toEqual([])
  })

  it('serves the stream and the recording of any series, by its number', async () => {
    const dashboard = await start()
    dashboard.write(many(1500, 0, 2))
    const { run } = await json<Recording>(dashboard, 'run.json?series=1400')
    expect(run.title).toBe('shop · s1400')
    expect(dashboard.wantsInside(['s1400'])).toBe(false)
    const client = await look(dashboard, 'events?series=1400')
    expect((await client.next())!.data).toMatchObject({ title: 'shop · s1400', first: 0 })
    expect(dashboard.wantsInside(['s1400'])).toBe(true)
    await client.until(({ name }) => name === 'status')
    dashboard.write(many(1500, 2, 3))
    // All rows again: their layout is another one with the inside state.
    while (client.rows.at(-1) !== 2) await client.next()
    expect(client.rows).toEqual([0, 1, 0, 1, 2])
    client.close()
    await expect.poll(() => dashboard.wantsInside(['s1400'])).toBe(false)
  })

  it('counts the clients of both kinds of stream', async () => {
    const dashboard = await start()
    for (const path of ['overview', 'events?series=0', 'overview']) await look(dashboard, path)
    expect(dashboard.clients).toBe(3)
  })
})
