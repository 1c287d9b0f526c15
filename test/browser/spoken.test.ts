import { beforeAll, expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip } from './visit.ts'

const rows = scoredWeather()
const account = { rows: 1461, accepted: 1461, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }

inBrowser('what a screen reader finds', () => {
  const { visit, show } = pages()
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await show(rows, { over: false })
  })

  it('has names and values for every control, out of sight too', async () => {
    const { page } = await visit(dashboard.url, { viewport: { width: 360, height: 200 } })
    await expect.poll(() => chip(page)).toBe('live')
    await expect.poll(() => page.locator('.panel-overview input').getAttribute('max')).toBe('1460')
    expect(await page.locator('.panel-overview .play').textContent()).toBe('Replay')
    expect(await page.locator('.panel-cell .choice [aria-pressed="true"]').count()).toBeGreaterThan(0)
    expect(await page.locator('.panel-rolling .choice [aria-pressed="true"]').textContent()).toBe('skill')
  })

  it('exposes each chart as a picture with a summary and a pointer to the numbers', async () => {
    const { page } = await visit(dashboard.url, { viewport: { width: 1280, height: 4000 } })
    await expect.poll(() => page.getByRole('img', { name: /^Forecast/ }).count()).toBe(1)
    const names = () =>
      page.locator('.uplot canvas').evaluateAll((all) => all.map((canvas) => canvas.getAttribute('aria-label') ?? ''))
    const whole = /: temp_max, 1 day ahead, \w+ \d+ \w+ 2015 to \w+ \d+ Jan 2016; the table below has the values$/
    await expect.poll(async () => (await names()).filter((name) => whole.test(name)).length).toBe(6)
    expect(await names()).toHaveLength(6)
  })

  it('announces changes of state, and not every row', async () => {
    const { page } = await visit(dashboard.url)
    const state = page.getByRole('status')
    await expect.poll(() => state.textContent()).toBe('live')
    // Nothing else speaks by itself, but for the voice of the cursor.
    expect(await page.locator('output, [role=log], [role=timer], [aria-live=assertive]').count()).toBe(0)
    expect(await page.locator('[aria-live]').count()).toBe(1)
    await page.keyboard.press('Space')
    await expect.poll(() => state.textContent()).toBe('paused')
    await page.keyboard.press('Space')
    dashboard.end({ rows: account })
    await expect.poll(() => state.textContent()).toBe('ended')
  })
})
