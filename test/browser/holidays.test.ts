import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { seriousFindings } from './visit.ts'

const days = ['2012-11-22', '2012-12-25', '2012-12-26'].map((text) => Date.parse(text) / 86_400_000)
const holidays = { days, names: ['Thanksgiving', 'Christmas', 'Boxing Day'] }

/** Where the foot of a chart has a bar in the colour of holidays: middle and width of each, as shares of its width. */
const bars = (page: Page, panel = '.panel-forecast') =>
  page.locator(`${panel} canvas`).evaluate((element: HTMLCanvasElement) => {
    const copy = document.createElement('canvas')
    copy.width = element.width
    copy.height = element.height
    const context = copy.getContext('2d', { willReadFrequently: true })!
    context.drawImage(element, 0, 0)
    const { data, width, height } = context.getImageData(0, 0, copy.width, copy.height)
    const [red, green, blue] = document.documentElement.dataset['theme'] === 'dark' ? [242, 179, 61] : [138, 86, 0]
    const is = (x: number, y: number) =>
      [red, green, blue].every((value, i) => Math.abs(data[4 * (y * width + x) + i]! - value!) < 3)
    const has = Array.from({ length: width }, (_, x) => {
      for (let y = height >> 1; y < height; y++) if (is(x, y)) return true
      return false
    })
    const found: [middle: number, width: number][] = []
    for (let x = 0; x < width; x++) {
      const from = x
      while (has[x]) x++
      if (x > from) found.push([(from + x) / 2 / width, (x - from) / width])
    }
    return found
  })

inBrowser('public holidays', () => {
  const { ended, show } = pages()
  const legend = (page: Page) => page.locator('.panel-forecast .legend li:visible', { hasText: 'public holiday' })
  const readout = (page: Page) => page.locator('.readout').first().textContent()

  for (const colorScheme of ['light', 'dark'] as const)
    it(`are marked in the past and ahead, and named at the cursor, in ${colorScheme}`, async () => {
      const dashboard = await show(scoredWeather({ rows: 355 }), { holidays })
      const page = await ended(dashboard.url, { colorScheme })
      await expect.poll(async () => (await bars(page)).length).toBe(2)
      const [first, second] = await bars(page)
      // Christmas and the day after are one bar, twice as wide.
      expect(second![1] / first![1]).toBeCloseTo(2, 0)
      await page.locator('.panel-residual').scrollIntoViewIfNeeded()
      await expect.poll(async () => (await bars(page, '.panel-residual')).length).toBe(2)
      expect(await legend(page).count()).toBe(1)
      await page.locator('h1').click()
      for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight')
      await expect.poll(() => readout(page)).toMatch(/^Tue 25 Dec 2012 · Christmas · 5 days ahead · forecast /)
      await page.keyboard.press('ArrowLeft')
      await expect.poll(() => readout(page)).toMatch(/^Mon 24 Dec 2012 · 4 days ahead · forecast /)
      for (let i = 0; i < 32; i++) await page.keyboard.press('ArrowLeft')
      await expect.poll(() => readout(page)).toMatch(/^Thu 22 Nov 2012 · Thanksgiving · actual /)
      await page.getByText('The values as a table').click()
      await expect.poll(() => page.getByRole('rowheader', { name: 'Tue 25 Dec 2012 · Christmas' }).count()).toBe(1)
      expect(await seriousFindings(page)).toEqual([])
    })

  it('are marked if they have no row of their own, and named at the nearest', async () => {
    const weekdays = scoredWeather({ rows: 350 }).filter(({ observation: { time } }) => time !== days[0]! * 86_400_000)
    const page = await ended((await show(weekdays, { holidays })).url)
    await expect.poll(async () => (await bars(page)).length).toBe(1)
    await page.locator('h1').click()
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('ArrowLeft')
      if ((await readout(page))!.startsWith('Fri 23 Nov')) break
    }
    expect(await readout(page)).toMatch(/^Fri 23 Nov 2012 · Thanksgiving on Thu 22 Nov 2012 · actual /)
  })

  it('are not mentioned if there are none', async () => {
    const page = await ended((await show(scoredWeather({ rows: 100 }))).url)
    await expect.poll(() => page.locator('.panel-forecast .legend li:visible').count()).toBeGreaterThan(3)
    expect(await legend(page).count()).toBe(0)
    expect(await bars(page)).toEqual([])
  })
})
