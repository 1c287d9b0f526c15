import { expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'

const dayMs = 86_400_000

/** Monday to Friday, with one value a hundred times too large. */
const rows = scoredWeather({ rows: 300 }).map((scored, row) => {
  const timeOf = (step: number) => Date.parse('2024-01-01') + (7 * Math.floor(step / 5) + (step % 5)) * dayMs
  const values = row === 250 ? [2000] : scored.observation.values
  return {
    ...scored,
    origin: timeOf(row),
    observation: { ...scored.observation, time: timeOf(row), values },
    times: scored.leads.map((lead) => timeOf(row + lead)),
  }
})

inBrowser('a series of business days with a spike', () => {
  const { ended, show } = pages()

  it('is forecast business days ahead, and can be viewed without its spike', async () => {
    const dashboard = await show(rows, { title: 'prices', targets: ['Close'] })
    const page = await ended(dashboard.url)
    await expect
      .poll(() => page.locator('.panel-forecast h2').textContent())
      .toBe('Forecast: Close, 1 business day ahead')
    expect(await page.getByRole('combobox', { name: 'Lead' }).locator('option').nth(2).textContent()).toBe(
      '3 business days ahead',
    )
    // How tall the line of the last days is drawn, in pixels.
    const tall = () =>
      page.locator('.panel-forecast canvas').evaluate((element: HTMLCanvasElement) => {
        const copy = document.createElement('canvas')
        copy.width = element.width
        copy.height = element.height
        const context = copy.getContext('2d', { willReadFrequently: true })!
        context.drawImage(element, 0, 0)
        const left = Math.round(element.width * 0.75)
        const { data, width, height } = context.getImageData(left, 0, Math.round(element.width * 0.1), 300)
        const dark: number[] = []
        for (let i = 0; i < width * height; i++) {
          if (data[4 * i + 3]! > 200 && data[4 * i]! < 60 && data[4 * i + 2]! < 60) dark.push(Math.floor(i / width))
        }
        return dark.length === 0 ? 0 : Math.max(...dark) - Math.min(...dark)
      })
    await expect.poll(tall).toBeLessThan(20)
    await page.getByRole('button', { name: 'without spikes' }).click()
    await expect.poll(tall).toBeGreaterThan(40)
    await page.getByRole('button', { name: 'all values' }).click()
    await expect.poll(tall).toBeLessThan(20)
  })
})
