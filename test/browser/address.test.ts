import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Dashboard, startDashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { launchChromium, whyNoBrowser } from './chromium.ts'
import { chip, visit } from './visit.ts'

const rows = scoredWeather()
const account = { rows: 1461, accepted: 1461, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }

describe.skipIf(whyNoBrowser())('the address bar', () => {
  let browser: Browser
  const dashboards: Dashboard[] = []
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await Promise.all(dashboards.map((dashboard) => dashboard.close()))
  })
  async function start(host?: string) {
    const dashboard = await startDashboard({
      title: 'weather',
      targets: ['temp_max'],
      port: 0,
      ...(host ? { host } : {}),
    })
    dashboards.push(dashboard)
    dashboard.write(rows)
    dashboard.end({ rows: account })
    return dashboard
  }

  it('is written when it changes, not at every move of the cursor', async () => {
    const { url } = await start()
    const { page } = await visit(browser, url)
    await expect.poll(() => chip(page)).toBe('ended')
    await page.evaluate(() => {
      const put = history.replaceState.bind(history)
      let count = 0
      history.replaceState = (...all) => {
        document.documentElement.dataset.written = String(++count)
        put(...all)
      }
    })
    const written = async () => Number((await page.locator('html').getAttribute('data-written')) ?? 0)
    const box = (await page.locator('.panel-forecast .u-over').boundingBox())!
    for (let x = 5; x < box.width; x += 5) await page.mouse.move(box.x + x, box.y + 50)
    expect(await written()).toBeLessThanOrEqual(1)
    // Twenty zooms in one go: the last is what stands there in the end.
    await page.evaluate(() => {
      const key = (name: string, shiftKey: boolean) =>
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, shiftKey, bubbles: true }))
      for (let i = 0; i < 20; i++) key('ArrowLeft', true)
      for (let i = 0; i < 3; i++) key(']', false)
    })
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#lead=4&window=/)
    expect(await written()).toBeLessThanOrEqual(3)
    await page.context().close()
  })

  it('does not keep the token; the cookie lets the page in again', async () => {
    const { url } = await start('0.0.0.0')
    expect(url).toContain('?token=')
    const { page, complaints } = await visit(browser, url)
    await expect.poll(() => chip(page)).toBe('ended')
    expect(new URL(page.url()).search).toBe('')
    await page.reload()
    await expect.poll(() => chip(page)).toBe('ended')
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
