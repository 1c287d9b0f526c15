import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'

inBrowser('the picture of the charts', () => {
  const { ended, show } = pages()
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await show(scoredWeather())
  })

  /** Share of pixels unlike the ground, strip by strip of 100 pixels down the picture. */
  async function saved(viewport: { width: number; height: number }) {
    const page = await ended(dashboard.url, { viewport })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'PNG', exact: true }).click(),
    ])
    expect(download.suggestedFilename()).toBe('weather.png')
    const bytes = readFileSync(await download.path())
    const strips = await page.evaluate(async (base64) => {
      const image = new Image()
      image.src = `data:image/png;base64,${base64}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const context = canvas.getContext('2d', { willReadFrequently: true })!
      context.drawImage(image, 0, 0)
      return Array.from({ length: Math.floor(image.height / 100) }, (_, i) => {
        const pixels = new Uint32Array(context.getImageData(0, 100 * i, image.width, 100).data.buffer)
        return pixels.reduce((sum, pixel) => sum + (pixel === pixels[0] ? 0 : 1), 0) / pixels.length
      })
    }, bytes.toString('base64'))
    return strips
  }

  it('contains one chart alone if asked', async () => {
    const page = await ended(dashboard.url)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'PNG of Residual' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('weather-residual.png')
    const png = readFileSync(await download.path())
    const chart = (await page.locator('.panel-residual .uplot').boundingBox())!
    // Width and height in the header of a PNG; head, legend and margin are above and below.
    expect(png.readUInt32BE(16)).toBeCloseTo(chart.width + 32, -1)
    expect(png.readUInt32BE(20)).toBeLessThan(chart.height + 130)
  })

  it('contains every chart, those out of sight too', async () => {
    const low = await saved({ width: 1280, height: 300 })
    const tall = await saved({ width: 1280, height: 3000 })
    expect(low.length).toBe(tall.length)
    expect(low.length).toBeGreaterThan(10)
    low.forEach((share, i) => {
      expect(share, `strip ${i}`).toBeGreaterThan(0.005)
      expect(share, `strip ${i}`).toBeCloseTo(tall[i]!, 2)
    })
    // The heat map fills its place.
    expect(Math.max(...low)).toBeGreaterThan(0.5)
  })
})
