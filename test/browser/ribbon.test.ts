import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { launchChromium, whyNoBrowser } from './chromium.ts'
import { visit } from './visit.ts'

describe.skipIf(whyNoBrowser())('the legend of the events', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  it('names what there is in the run and nothing else, as it comes', async () => {
    const dashboard = await startDashboard({ title: 'weather', targets: ['a'], port: 0 })
    const run = scoredWeather({ rows: 300, missing: new Set([250]), restarts: new Set([270]) })
    const { page, complaints } = await visit(browser, dashboard.url)
    const entries = () => page.locator('.panel-ribbon .legend li').allTextContents()
    dashboard.write(run.slice(0, 240))
    await expect.poll(entries).toEqual(['outside its interval'])
    dashboard.write(run.slice(240, 260))
    await expect.poll(entries).toEqual(['outside its interval', 'missing'])
    dashboard.write(run.slice(260))
    dashboard.note({
      time: run[280]!.observation.time,
      kind: 'reject',
      text: 'a.csv:282 v: expected a number, got "x"',
    })
    await expect.poll(entries).toEqual(['outside its interval', 'missing', 'restart after a gap', 'rejected row'])
    expect(complaints).toEqual([])
    await page.context().close()
    await dashboard.close()
  })
})
