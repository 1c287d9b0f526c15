import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { seriousFindings } from './visit.ts'

/** The heights at which the chart has a line in the colour of alarm, from edge to edge. */
const lines = (page: Page) =>
  page.locator('.panel-forecast canvas').evaluate((element: HTMLCanvasElement) => {
    const copy = document.createElement('canvas')
    copy.width = element.width
    copy.height = element.height
    const context = copy.getContext('2d', { willReadFrequently: true })!
    context.drawImage(element, 0, 0)
    const { data, width, height } = context.getImageData(0, 0, copy.width, copy.height)
    const inked = Array.from({ length: height }, (_, y) => {
      let count = 0
      for (let i = 4 * y * width; i < 4 * (y + 1) * width; i += 4)
        if (data[i]! > 180 && data[i + 1]! < 150 && data[i + 2]! < 90 && data[i + 3]! > 100) count++
      return count > 0.4 * width
    })
    return inked.flatMap((full, y) => (full && !inked[y - 1] ? [y] : []))
  })

inBrowser('the limits of alerts', () => {
  const { ended, show } = pages()
  const legend = (page: Page) => page.locator('.panel-forecast .legend li:visible', { hasText: 'alert' })

  it('are lines of their target, if they are near its values, and are named in any case', async () => {
    const limits = [
      { side: 'above', value: 24, channel: 0 },
      { side: 'above', value: 24, channel: 0 },
      { side: 'below', value: -2.5, channel: 0 },
      { side: 'above', value: 1000, channel: 1 },
    ] as const
    const dashboard = await show(scoredWeather({ rows: 400, channels: 2 }), { targets: ['west', 'east'], limits })
    const page = await ended(`${dashboard.url}#series=west`)
    await expect.poll(() => lines(page)).toHaveLength(2)
    const [upper, lower] = await lines(page)
    expect(lower! - upper!).toBeGreaterThan(100)
    expect(await legend(page).allTextContents()).toEqual(['alert above 24, below −2.5'])
    expect(await seriousFindings(page)).toEqual([])
    await page.goto(`${dashboard.url}#series=east`)
    await expect.poll(() => legend(page).allTextContents()).toEqual(['alert above 1,000'])
    expect(await lines(page)).toEqual([])
  })

  it('are not mentioned if there are none', async () => {
    const dashboard = await show(scoredWeather({ rows: 100 }))
    const page = await ended(dashboard.url)
    await expect.poll(() => page.locator('.panel-forecast .legend li:visible').count()).toBeGreaterThan(3)
    expect(await legend(page).count()).toBe(0)
    expect(await lines(page)).toEqual([])
  })
})
