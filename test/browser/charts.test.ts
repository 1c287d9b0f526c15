import { beforeAll, expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'

const hourMs = 3_600_000
/** By the hour, worse than persistence at the second lead. */
const rows = scoredWeather({ rows: 900, leads: [1, 2, 200] }).map((scored, row) => {
  const time = Date.parse('2024-01-01') + row * hourMs
  return {
    ...scored,
    origin: time,
    observation: { ...scored.observation, time },
    times: scored.leads.map((lead) => time + lead * hourMs),
    scores: {
      ...scored.scores,
      skillPersistence: Float64Array.of(0.5, -0.25, 0.1),
      mase: Float64Array.of(0.5224, 1, 1),
    },
  }
})

inBrowser('charts and bars', () => {
  const { ended, show } = pages()
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await show(rows, { title: 'hours', targets: ['load'] })
  })
  async function look(hash = '', width = 1280) {
    const page = await ended(dashboard.url + hash, { viewport: { width, height: 2400 } })
    return page
  }

  it('cut off no label at the right edge, wherever the window ends', async () => {
    for (let end = 0; end < 24; end += 3) {
      const page = await look(`#window=2024-01-08T00:00:00Z..2024-01-12T${String(end).padStart(2, '0')}:00:00Z`)
      const canvas = page.locator('.panel-forecast canvas')
      await expect.poll(() => canvas.getAttribute('aria-label')).toMatch(/Mon 8 Jan 2024/)
      const inked = await canvas.evaluate((element: HTMLCanvasElement) => {
        const context = element.getContext('2d')!
        const edge = context.getImageData(element.width - 2, 0, 2, element.height).data
        return edge.some((value) => value !== 0)
      })
      expect(inked, `to ${end} h`).toBe(false)
    }
  })

  it('draw skills in both directions from one zero line', async () => {
    const page = await look()
    const bars = page.locator('.skill-bar')
    await expect.poll(() => bars.count()).toBe(3)
    const places = await bars.evaluateAll((all) =>
      all.map((bar) => {
        const [part, zero] = [bar.querySelector('i')!, bar.querySelector('b')!].map((each) =>
          each.getBoundingClientRect(),
        )
        return { left: part!.left - zero!.left, right: part!.right - zero!.left }
      }),
    )
    // 48 pixels from −0.25 to 1.
    expect(places[0]!.left).toBeCloseTo(0, 0)
    expect(places[0]!.right).toBeCloseTo(0.5 * 38.4, 0)
    expect(places[1]!.left).toBeCloseTo(-0.25 * 38.4, 0)
    expect(places[1]!.right).toBeCloseTo(0, 0)
  })

  it('label each line of coverage in the legend, with its level', async () => {
    const page = await look()
    await page.getByRole('button', { name: 'coverage' }).click()
    await expect
      .poll(() => page.locator('.panel-rolling .legend li').allTextContents())
      .toEqual(['inside 80 %', 'inside 95 %', 'promised'])
  })

  it('print the same MASE as the command line', async () => {
    const page = await look()
    await expect.poll(() => page.locator('.facts').textContent()).toContain('MASE0.522')
    expect(await page.locator('.panel-leads tbody tr').first().textContent()).toContain('0.522')
  })

  it('keep the forecast line and the outlier marks if there are more rows than pixels', async () => {
    const page = await look('#window=2023-12-25T00:00:00Z..2024-02-25T00:00:00Z', 360)
    const forecast = page.locator('.panel-forecast canvas')
    await expect.poll(() => forecast.getAttribute('aria-label')).toMatch(/ Feb 2024/)
    // 900 rows on some 270 pixels, then 200 rows ahead of which two are forecast and a line joins them.
    const found = () =>
      forecast.evaluate((element: HTMLCanvasElement) => {
        const copy = document.createElement('canvas')
        copy.width = element.width
        copy.height = element.height
        const context = copy.getContext('2d', { willReadFrequently: true })!
        context.drawImage(element, 0, 0)
        const count = (from: number, to: number, like: (red: number, green: number, blue: number) => boolean) => {
          const left = Math.round(from * copy.width)
          const { data } = context.getImageData(left, 0, Math.round(to * copy.width) - left, copy.height)
          let sum = 0
          for (let i = 0; i < data.length; i += 4) {
            if (data[i + 3]! > 200 && like(data[i]!, data[i + 1]!, data[i + 2]!)) sum++
          }
          return sum
        }
        return {
          outliers: count(0, 1, (red, green, blue) => red > 200 && green < 110 && blue < 40),
          ahead: count(0.8, 0.84, (red, green, blue) => red < 40 && green > 90 && green < 140 && blue > 150),
        }
      })
    await expect.poll(async () => (await found()).outliers).toBeGreaterThan(10)
    expect((await found()).ahead).toBeGreaterThan(10)
  })
})
