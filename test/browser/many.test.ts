import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ScoredData } from '../../src/series/scored.ts'
import { serveRuns } from '../../src/server/runs.ts'
import { reportSink } from '../../src/sinks/report.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, drawn, seriousFindings } from './visit.ts'

const by = ['store', 'product', 'region']
const rows = { rows: 120, accepted: 120, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
const run = scoredWeather({ rows: 120 })
const storeOf = (i: number) => `store-${String(13 + Math.floor(i / 10)).padStart(4, '0')}`
const keyOf = (i: number) => [storeOf(i), `product-${4711 + (i % 10)}`, 'region-north']
const nameOf = (i: number) => keyOf(i).join(' · ')
const [broken, driftAt] = [37, 110] as const
/** Rows `from` … `to − 1` of many series, of which one drifts near the end. */
function keyed(count: number, from = 0, to = run.length): ScoredData[] {
  return run.slice(from, to).flatMap((scored, row) =>
    Array.from({ length: count }, (_, i) => ({
      ...scored,
      observation: { ...scored.observation, key: keyOf(i) },
      ...(i === broken && from + row === driftAt ? { drift: [0] } : {}),
    })),
  )
}
const list = (page: Page) => page.locator('.rows-line')
const lines = (page: Page) => page.locator('.rows-line .line:visible')
const firstName = (page: Page) =>
  list(page).evaluate((element) => element.querySelector('.line[aria-posinset="1"] .unseen')?.textContent)
const opened = (page: Page) => page.locator('.opened .words > b').textContent()
const scrolled = (page: Page) => list(page).evaluate(({ scrollTop }) => scrollTop)
/** The row at a height of the window, and where it is. */
const rowAt = async (page: Page, y: number) => {
  await page.waitForFunction((y) => document.elementFromPoint(200, y)?.closest('.line'), y)
  return page.evaluate((y) => {
    const line = document.elementFromPoint(200, y)!.closest('.line')!
    return { id: line.id, name: line.querySelector('.unseen')!.textContent!, top: line.getBoundingClientRect().top }
  }, y)
}
inBrowser('a report of fifty series', () => {
  const { closing, visit } = pages()
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-many-'))
  const url = pathToFileURL(join(folder, 'fifty.html')).href
  afterAll(() => rmSync(folder, { recursive: true }))
  beforeAll(async () => {
    const place = { title: 'fifty', series: ['sales'], by, resolve: (path: string) => join(folder, path) }
    const sink = await reportSink.build('fifty.html', place)
    await sink.open!()
    await sink.write(keyed(50))
    await sink.close({ rows, scores: run.at(-1)!.scores, notes: [] })
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`begins with the one that broke and says why, in ${colorScheme}`, async () => {
      const { page } = await visit(url, { colorScheme })
      await expect.poll(() => firstName(page)).toBe(nameOf(broken))
      const first = page.locator(`#line-${broken}`)
      expect(await first.getAttribute('data-state')).toBe('drift')
      expect(await first.locator('.why').textContent()).toMatch(/^drift.*changed/)
      expect(await page.locator('.many h2').textContent()).toMatch(/^\d+ of 50 series needs? attention$/)
      await expect.poll(() => drawn(page, `#line-${broken}`)).toBeGreaterThan(0.02)
      expect(await seriousFindings(page)).toEqual([])
    })
  }

  it('keeps the row that was clicked in view, however high the head of the list becomes', async () => {
    const { page } = await visit(url)
    await lines(page).first().click()
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    const { y } = (await page.locator(`#line-${broken}`).boundingBox())!
    expect(y).toBeGreaterThanOrEqual((await list(page).boundingBox())!.y)
  })

  it('opens a series beside the row that was clicked, and goes back to the same place', async () => {
    const { page } = await visit(url)
    await lines(page).first().waitFor()
    await list(page).evaluate((element) => element.scrollTo(0, 700))
    await expect.poll(() => scrolled(page)).toBe(700)
    const row = await rowAt(page, 500)
    await page.locator(`#${row.id}`).click()
    await expect.poll(() => opened(page)).toBe(row.name)
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    expect(Math.abs((await page.locator(`#${row.id}`).boundingBox())!.y - row.top)).toBeLessThan(2)
    await expect.poll(() => new URL(page.url()).hash).toContain(`key=${keyOf(0)[0]!.slice(0, 6)}`)
    expect(await seriousFindings(page)).toEqual([])
    await page.goBack()
    await expect.poll(() => page.locator('.panel-forecast').isVisible()).toBe(false)
    expect(await scrolled(page)).toBe(700)
    await page.goForward()
    await expect.poll(() => opened(page)).toBe(row.name)
    await page.reload()
    await expect.poll(() => opened(page)).toBe(row.name)
  })

  it('is used by keyboard alone', async () => {
    const { page } = await visit(url)
    await lines(page).first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('4712 store-0014')
    await expect.poll(() => lines(page).count()).toBe(1)
    expect(await page.locator('.many .about').textContent()).toContain('1 found')
    await page.keyboard.press('Escape')
    await expect.poll(() => lines(page).count()).toBeGreaterThan(5)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const active = await list(page).getAttribute('aria-activedescendant')
    expect(await page.locator(`#${active}`).getAttribute('aria-posinset')).toBe('3')
    const name = await page.locator(`#${active} .words > .unseen`).textContent()
    await page.keyboard.press('Enter')
    await expect.poll(() => opened(page)).toBe(name)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.panel-forecast').isVisible()).toBe(false)
    expect(await page.locator(`#${active}`).getAttribute('aria-posinset')).toBe('3')
  })

  it('sorts, and lists only the states that are chosen', async () => {
    const { page } = await visit(url)
    await lines(page).first().waitFor()
    await page.getByRole('button', { name: 'by name' }).click()
    await expect.poll(() => firstName(page)).toBe(nameOf(0))
    await page.getByRole('button', { name: 'by name' }).click()
    await expect.poll(() => firstName(page)).toBe(nameOf(49))
    await page.locator('.states [data-state="drift"]').click()
    await expect.poll(() => lines(page).count()).toBe(1)
    expect(await firstName(page)).toBe(nameOf(broken))
  })

  it('leads from an event to its moment, and shows marks only with their series', async () => {
    const { page } = await visit(url)
    await lines(page).first().waitFor()
    await page.getByRole('button', { name: /^Events/ }).click()
    await page.locator('.rows-event .line', { hasText: 'drift' }).first().click()
    await expect.poll(() => opened(page)).toBe(nameOf(broken))
    await expect
      .poll(async () => new Date(`${(await page.locator('.readout').textContent())!.split(' · ')[0]} UTC`).getTime())
      .toBe(run[driftAt]!.observation.time)
    await expect.poll(() => page.locator('.panel-ribbon .about').textContent()).toContain('drift')
    await page.getByRole('button', { name: 'Series', exact: true }).click()
    await page.locator('.rows-line .line', { hasText: nameOf(3) }).click()
    await expect.poll(() => opened(page)).toBe(nameOf(3))
    await expect.poll(() => page.locator('.panel-forecast').isVisible()).toBe(true)
    expect(await page.locator('.panel-ribbon .key').textContent()).not.toContain('drift')
  })

  it('shows the open row above its series on a phone, and the list again afterwards', async () => {
    const { page } = await visit(url, { viewport: { width: 390, height: 844 } })
    await lines(page).first().waitFor()
    const name = page.locator(`#line-${broken} .long-name`)
    expect(await name.textContent()).toMatch(/0016.*4718/)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await list(page).evaluate((element) => element.scrollTo(0, 900))
    const row = await rowAt(page, 700)
    await page.locator(`#${row.id}`).click()
    await expect.poll(() => opened(page)).toBe(row.name)
    expect((await page.locator(`#${row.id}`).boundingBox())!.y).toBeLessThan(300)
    expect((await list(page).boundingBox())!.height).toBe(60)
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'All 50 series' }).click()
    await expect.poll(() => scrolled(page)).toBe(900)
    expect((await page.locator(`#${row.id}`).boundingBox())!.y).toBe(row.top)
  })

  it('is the same among finished runs', async () => {
    const server = await serveRuns(folder, { port: 0 })
    closing(() => server.close())
    const { page } = await visit(server.url)
    await expect.poll(() => firstName(page)).toBe(nameOf(broken))
    await expect.poll(() => drawn(page, `#line-${broken}`)).toBeGreaterThan(0.02)
    await page.locator(`#line-${broken}`).click()
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    expect(await opened(page)).toBe(nameOf(broken))
    await page.locator('.panel-ribbon').scrollIntoViewIfNeeded()
    await expect.poll(() => page.locator('.panel-ribbon .key').textContent()).toContain('drift')
  })

  it('prints the list, or the series that is open', async () => {
    const { page } = await visit(url)
    await lines(page).first().waitFor()
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await lines(page).count()).toBe(50)
    const heights = await lines(page).evaluateAll((all) => all.map((line) => line.getBoundingClientRect().top))
    expect(heights).toEqual([...heights].sort((a, b) => a - b))
    expect(await drawn(page, '.rows-line .line[aria-posinset="50"]')).toBeGreaterThan(0.02)
    expect(await page.locator('.tools').isVisible()).toBe(false)
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    await page.emulateMedia({ media: 'screen' })
    await lines(page).first().click()
    await expect.poll(() => page.locator('.panel-forecast').isVisible()).toBe(true)
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    expect(await list(page).isVisible()).toBe(false)
    expect(await page.locator('.panel-forecast').isVisible()).toBe(true)
  })
})

inBrowser('a live run of many series', () => {
  const { visit, show } = pages()

  it('asks only for the sparks in view, opens a series, and hears what changes', async () => {
    const dashboard = await show(keyed(2000, 0, 4), { title: 'shop', targets: ['sales'], by, over: false })
    const { page } = await visit('about:blank')
    const asked = new Set<string>()
    page.on('request', (request) => {
      const of = new URL(request.url()).searchParams.get('of')
      for (const index of of?.split(',') ?? []) asked.add(index)
    })
    await page.goto(dashboard.url)
    await expect.poll(() => page.locator('.many h2').textContent()).toContain('2,000 series')
    await expect.poll(() => drawn(page, '.rows-line .line[aria-posinset="1"]')).toBeGreaterThan(0.01)
    expect(asked.size).toBeLessThan(40)
    expect(await page.locator('.rows-line .line').count()).toBeLessThan(40)
    await list(page).evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await expect.poll(() => asked.has('1999')).toBe(true)
    expect(asked.size).toBeLessThan(80)
    await list(page).evaluate((element) => element.scrollTo(0, 0))
    await expect.poll(() => firstName(page)).not.toBeUndefined()
    const row = await rowAt(page, 500)
    await page.locator(`#${row.id}`).click()
    await expect.poll(() => opened(page)).toBe(row.name)
    await expect.poll(() => chip(page)).toBe('live')
    await expect.poll(() => page.locator('.panel-overview input').getAttribute('max')).toBe('3')
    const value = () => page.locator(`#${row.id} .value`).textContent()
    const before = await value()
    dashboard.write(keyed(2000, 8, 9))
    await expect.poll(() => page.locator('.panel-overview input').getAttribute('max')).toBe('4')
    await expect.poll(value).not.toBe(before)
  })

  it('waits for the first row, and keeps its order while somebody reads', async () => {
    const dashboard = await show([], { title: 'shop', targets: ['sales'], by, over: false })
    const { page } = await visit(dashboard.url)
    await expect.poll(() => chip(page)).toBe('waiting')
    dashboard.write(keyed(50, 0, driftAt))
    await expect.poll(() => firstName(page)).not.toBeUndefined()
    await lines(page).nth(3).hover()
    const before = await firstName(page)
    dashboard.write(keyed(50, driftAt, 112))
    await expect.poll(() => page.locator('.states [data-state="drift"]').count()).toBe(1)
    expect(await firstName(page)).toBe(before)
    // A click of the mouse would take the pointer off the list, which is then ordered by itself.
    await page.getByRole('button', { name: 'Order again' }).dispatchEvent('click')
    await expect.poll(() => firstName(page)).toBe(nameOf(broken))
  })
})
