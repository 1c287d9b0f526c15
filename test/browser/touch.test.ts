import { beforeAll, expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip } from './visit.ts'

const dayMs = 86_400_000

inBrowser('fingers', () => {
  const { visit, show } = pages()
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await show(scoredWeather(), { over: false })
  })

  it('pan with one finger, zoom with two, and scroll the page up and down', async () => {
    const window = '#lead=1&window=2014-01-01T00:00:00.000Z..2014-03-02T00:00:00.000Z'
    const { page } = await visit(dashboard.url + window, {
      viewport: { width: 360, height: 640 },
      hasTouch: true,
      isMobile: true,
    })
    await expect.poll(() => chip(page)).toBe('paused')
    const over = page.locator('.panel-forecast .u-over')
    await over.scrollIntoViewIfNeeded()
    const box = (await over.boundingBox())!
    const inspector = await page.context().newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: [x: number, y: number][]) =>
      inspector.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map(([x, y], id) => ({ x: box.x + x, y: box.y + y, id })),
      })
    const days = () =>
      (new URLSearchParams(new URL(page.url()).hash.slice(1)).get('window') ?? '')
        .split('..')
        .map((time) => (Date.parse(time) - Date.parse('2014-01-01')) / dayMs)

    await touch('touchStart', [200, 60])
    for (let x = 190; x >= 100; x -= 10) await touch('touchMove', [x, 60])
    await touch('touchEnd')
    // To the left by 100 pixels: later by their share of the 60 days; the first few tell a swipe from a tap.
    await expect.poll(() => days()[0]!).toBeGreaterThan((60 * 70) / box.width)
    const [from, to] = days()
    expect(from).toBeLessThan((60 * 105) / box.width)
    expect(to! - from!).toBeCloseTo(60, 3)

    await touch('touchStart', [120, 60], [160, 60])
    for (let by = 5; by <= 60; by += 5) await touch('touchMove', [120 - by, 60], [160 + by, 60])
    await touch('touchEnd')
    // From 40 to 160 pixels apart: a quarter of the time.
    await expect.poll(() => days()[1]! - days()[0]!).toBeCloseTo(15, 1)

    const before = await page.evaluate(() => scrollY)
    await touch('touchStart', [120, 150])
    for (let y = 140; y >= 20; y -= 10) await touch('touchMove', [120, y])
    await touch('touchEnd')
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(before + 50)
    expect(days()[1]! - days()[0]!).toBeCloseTo(15, 1)
  })
})
