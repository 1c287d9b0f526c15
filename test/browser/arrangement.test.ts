import { beforeAll, expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'

inBrowser('the arrangement of the page', () => {
  const { ended, show } = pages()
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await show(scoredWeather())
  })
  async function places(width: number, height = 900) {
    const page = await ended(dashboard.url, { viewport: { width, height } })
    const place = async (selector: string) => (await page.locator(selector).boundingBox())!
    return { page, place }
  }

  it('has the inside after the forecast, then the scores, those by lead beside the rolling ones', async () => {
    const { place } = await places(1280)
    const tops = await Promise.all(
      ['forecast', 'ribbon', 'overview', 'weights', 'cell', 'residual', 'rolling'].map(
        async (name) => (await place(`.panel-${name}`)).y,
      ),
    )
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    const [rolling, leads] = [await place('.panel-rolling'), await place('.panel-leads')]
    expect(leads.y).toBe(rolling.y)
    expect(leads.x).toBeGreaterThan(rolling.x + rolling.width)
  })

  it('fills a wide screen: forecast and inside are side by side under one cursor', async () => {
    const { page, place } = await places(1920)
    const [forecast, weights] = [await place('.panel-forecast'), await place('.panel-weights')]
    expect(weights.x).toBeGreaterThan(forecast.x + forecast.width)
    expect(weights.x + weights.width).toBeGreaterThan(1850)
    expect(Math.abs(weights.y - forecast.y)).toBeLessThan(60)
    const over = await place('.panel-forecast .u-over')
    await page.mouse.move(over.x + over.width / 4, over.y + 100)
    const cursor = page.locator('.panel-weights .u-cursor-x')
    const beside = await place('.panel-weights .u-over')
    await expect.poll(async () => (await cursor.boundingBox())!.x - beside.x).toBeGreaterThan(beside.width / 4 - 12)
    expect((await cursor.boundingBox())!.x - beside.x).toBeLessThan(beside.width / 4 + 12)
  })

  it('begins with the answer on a phone, then the chart; the scores are swiped', async () => {
    const { page, place } = await places(360, 640)
    const answer = await place('.answer')
    expect(answer.y + answer.height).toBeLessThan(640)
    const chart = await place('.panel-forecast .u-over')
    expect(chart.y).toBeLessThan(780)
    expect((await place('.group-verdict')).y).toBeGreaterThan(chart.y + chart.height)
    const facts = page.locator('.facts')
    expect(await facts.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true)
    expect((await facts.boundingBox())!.height).toBeLessThan(70)
  })
})
