import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'

const run = scoredWeather()
const last = run.at(-1)!
const text = (page: Page, selector: string) => page.locator(selector).textContent()
const oneDecimal = (value: number) => value.toFixed(1)

inBrowser('the answer', () => {
  const { ended, show, visit } = pages()
  let url: string
  beforeAll(async () => {
    url = (await show(run)).url
  })

  it('comes first: the next forecast and how sure it is, then the leads ahead', async () => {
    const page = await ended(url)
    expect(await text(page, '.next')).toBe(`Fri 1 Jan: ${oneDecimal(last.values[0]!)}`)
    const [low, high] = [last.lower[0]![0]!, last.upper[0]![0]!].map(oneDecimal)
    expect(await text(page, '.sure')).toBe(`80 % sure it is ${low} to ${high}`)
    expect(await text(page, '.headline .about')).toBe('1 day after 5.6 on Thu 31 Dec 2015')
    const rows = await page.locator('.leads-ahead tbody tr').allInnerTexts()
    expect(rows).toHaveLength(7)
    expect(rows[6]!.split(/\t|\n/).slice(0, 2)).toEqual(['Thu 7 Jan 2016', oneDecimal(last.values[6]!)])
    const { y } = (await page.locator('.answer').boundingBox())!
    expect(y).toBeLessThan((await page.locator('.score').boundingBox())!.y)
    await page.getByRole('button', { name: 'Sun 3 Jan 2016' }).click()
    await expect.poll(() => text(page, '.next')).toBe(`Sun 3 Jan: ${oneDecimal(last.values[2]!)}`)
  })

  it('has the digits of the values now, not of those in another unit before', async () => {
    const part = (numbers: Float64Array) => numbers.map((value) => value / 1000)
    const changed = run.map((scored, row) =>
      row < run.length - 20
        ? scored
        : {
            ...scored,
            observation: {
              ...scored.observation,
              values: Array.from(scored.observation.values, (value) => value / 1000),
            },
            values: part(scored.values),
            lower: scored.lower.map(part),
            upper: scored.upper.map(part),
          },
    )
    const page = await ended((await show(changed)).url)
    expect(await text(page, '.next')).toBe(`Fri 1 Jan: ${(last.values[0]! / 1000).toFixed(4)}`)
    expect(await text(page, '.sure')).toMatch(/^80 % sure it is 0\.\d{4} to 0\.\d{4}$/)
  })

  it('is copied for a spreadsheet, and saved in the columns of the forecast file', async () => {
    const page = await ended(url, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy' }).click()
    await expect.poll(() => text(page, '.answer .actions')).toMatch(/^Copied/)
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.split('\n')[0]).toBe('series\torigin\ttime\tlead\tforecast\tlower_80\tupper_80\tlower_95\tupper_95')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('weather-next.csv')
    const saved = readFileSync(await download.path(), 'utf8')
    expect(saved).toBe(copied.replaceAll('\t', ','))
    const first = saved.split('\n')[1]!.split(',')
    expect(first.slice(0, 4)).toEqual(['temp_max', '2015-12-31T00:00:00.000Z', '2016-01-01T00:00:00.000Z', '1'])
    expect(Number(first[4])).toBeCloseTo(last.values[0]!, 5)
  })

  it('is reached by the cursor: the keys go on from the last row through the leads ahead', async () => {
    const page = await ended(url)
    const readout = () => text(page, '.readout')
    await page.locator('h1').click()
    await page.keyboard.press('ArrowRight')
    await expect.poll(readout).toMatch(/^Fri 1 Jan 2016 · 1 day ahead · forecast \d+\.\d\d \(80 %: /)
    expect(await readout()).not.toMatch(/actual|residual/)
    for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowRight')
    await expect.poll(readout).toMatch(/^Thu 7 Jan 2016 · 7 days ahead/)
    await page.keyboard.press('Control+ArrowLeft')
    await expect.poll(readout).toMatch(/^Mon 28 Dec 2015 · actual/)
    await page.keyboard.press('End')
    const { x, y, width, height } = (await page.locator('.panel-forecast .u-over').boundingBox())!
    await page.mouse.move(x + width - 12, y + height / 2)
    await expect.poll(readout).toMatch(/^Thu 7 Jan 2016 · 7 days ahead/)
  })

  it('has a window of ninety days beside it, and the whole run at a press', async () => {
    const page = await ended(url)
    const pressed = () => page.locator('.panel-forecast .choice [aria-pressed="true"]:visible').allTextContents()
    const about = () => page.locator('.panel-forecast .uplot canvas').getAttribute('aria-label')
    expect(await pressed()).toEqual(['last 90 days'])
    expect(await about()).toContain('Sat 3 Oct 2015 to')
    await page.getByRole('button', { name: 'whole run' }).click()
    await expect.poll(about).toContain('Sun 1 Jan 2012 to')
    expect(await pressed()).toEqual(['whole run'])
  })

  it('names season and baseline in words', async () => {
    const seasonal = run.map((scored) => ({
      ...scored,
      scores: { ...scored.scores, season: 365, skillSeasonal: new Float64Array(7).fill(0.4) },
    }))
    const page = await ended((await show(seasonal)).url)
    const heads = await page.locator('.panel-leads th[scope="col"]').allTextContents()
    expect(heads.slice(0, 3)).toEqual(['ahead', 'skill', 'vs. a year ago'])
    expect(await page.locator('.panel-leads th').nth(2).getAttribute('title')).toBe(
      'less error than repeating the value a year ago',
    )
    expect(await text(page, '.facts div:first-child')).toMatch(/^vs\. a year ago/)
  })

  it('stays as it is while paused, and so does everything else', async () => {
    const dashboard = await show(run.slice(0, 1000), { over: false })
    const { page } = await visit(dashboard.url)
    await expect.poll(() => text(page, '.headline .about')).toMatch(/on Fri 26 Sep 2014$/)
    await page.locator('h1').click()
    await page.keyboard.press('Space')
    await expect.poll(() => text(page, '.chip')).toBe('paused')
    const seen = () =>
      page.evaluate(() => [
        ...[...document.querySelectorAll('.answer, .score, .panel-leads, .readout')].map((each) => each.textContent),
        document.querySelector<HTMLCanvasElement>('.panel-forecast .uplot canvas')!.toDataURL(),
      ])
    await page.waitForTimeout(500)
    const before = await seen()
    dashboard.write(run.slice(1000, 1050))
    await expect.poll(() => text(page, '.live')).toBe('Live · 50 newer')
    await page.waitForTimeout(500)
    expect(await seen()).toEqual(before)
    await page.keyboard.press('End')
    await expect.poll(() => text(page, '.headline .about')).toMatch(/on Sat 15 Nov 2014$/)
  })
})
