import { afterEach, describe, expect, it } from 'vitest'
import { startWatchers, type WatcherOptions, type Watchers } from '../../src/cli/watchers.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import type { SettingOptions } from '../../src/pipeline/options.generated.ts'
import type { Recording } from '../../src/recording/wire.ts'
import { scoredWeather } from '../server/scored-weather.ts'

const open: Watchers[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((watchers) => watchers.close()))
})
async function start(
  settings: SettingOptions,
  options: WatcherOptions = {},
  steps?: Parameters<typeof definePipeline>[0]['steps'],
  holidays?: string,
): Promise<Watchers> {
  const source = { csv: { path: 'rows.csv', time: 'date', target: 'value', ...(holidays && { holidays }) } }
  const watchers = await startWatchers(definePipeline({ source, ...(steps ? { steps } : {}), ...settings }), options)
  open.push(watchers)
  return watchers
}
const names = ({ urls }: Watchers) => urls.map(([name]) => name)
const status = async (url: string) => (await fetch(url)).status

describe('what watches a run', () => {
  it('is nothing unless it is wanted', async () => {
    const watchers = await start({})
    expect([watchers.urls, watchers.page]).toEqual([[], undefined])
    expect(names(await start({ metrics: 0, dashboard: 0 }, { metrics: false, dashboard: false }))).toEqual([])
  })

  it('is the page, with health and without metrics', async () => {
    const { urls } = await start({ dashboard: 0 })
    expect(urls).toHaveLength(1)
    const [[, url]] = urls as [[string, string]]
    expect(await status(`${url}healthz`)).toBe(200)
    expect(await status(`${url}readyz`)).toBe(503)
    expect(await status(`${url}metrics`)).toBe(404)
  })

  it('gives the page the limits of alerts', async () => {
    const steps = ['inOrder', 'forecast', 'score', { alert: { above: 30, within: 2 } }]
    const { urls } = await start({ dashboard: 0 }, {}, steps)
    const { run } = (await (await fetch(new URL('run.json', urls[0]![1]))).json()) as Recording
    expect(run.limits).toEqual([{ side: 'above', value: 30 }])
  })

  it('gives the page the holidays of the source', async () => {
    const { page, urls } = await start({ dashboard: 0 }, {}, undefined, 'US-WA')
    page!.write(scoredWeather({ rows: 12 }))
    const { frame } = (await (await fetch(new URL('run.json', urls[0]![1]))).json()) as Recording
    expect(frame!.holidays!.map(({ name }) => name)).toEqual([
      "New Year's Day",
      "New Year's Day (substitute day)",
      'Martin Luther King Jr. Day',
    ])
  })

  it('serves metrics with the page, or at a port of their own', async () => {
    const together = await start({ dashboard: 0, metrics: true })
    const [[, page], [, metrics]] = together.urls as [[string, string], [string, string]]
    expect(metrics).toBe(`${page}metrics`)
    expect(await status(metrics)).toBe(200)
    const apart = await start({ dashboard: 0 }, { metrics: 0 })
    const [[, url], [, other]] = apart.urls as [[string, string], [string, string]]
    expect(new URL(other).port).not.toBe(new URL(url).port)
    expect(await status(other)).toBe(200)
    expect(names(await start({}, { metrics: 0 }))).toEqual(['metrics'])
  })

  it('leaves no page behind if the metrics cannot be served', async () => {
    const { urls } = await start({}, { metrics: 0 })
    const { port } = new URL(urls[0]![1])
    await expect(start({ dashboard: 0, metrics: Number(port) })).rejects.toThrow(/metrics port: expected a free one/)
  })
})
