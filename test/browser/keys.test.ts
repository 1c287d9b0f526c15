import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { type Dashboard, startDashboard } from '../../src/server/dashboard.ts'
import { reportSink } from '../../src/sinks/report.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, savedValues, seriousFindings } from './visit.ts'

const rows = { rows: 120, accepted: 120, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
const run = scoredWeather({ rows: 120 })
/** The first rows of the run for one city, the others for many. */
const keyed = (cities: number) =>
  run.map((scored, i) => ({
    ...scored,
    observation: { ...scored.observation, key: [i < 80 ? 'Seattle' : `City ${i % (cities - 1)}`, 'max'] },
  }))
const by = ['city', 'kind']

/** Rows, and the seven leads after the last. */
const saved = async (page: Page) => (await savedValues(page)).length - 7

inBrowser('a report of several series', () => {
  const { visit } = pages()
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-keys-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('shows the series that is chosen', async () => {
    const place = { title: 'weather', series: ['temp'], by, resolve: (path: string) => join(folder, path) }
    const sink = await reportSink.build('weather.html', place)
    await sink.open!()
    for (const scored of keyed(3)) await sink.write([scored])
    await sink.close({ rows, scores: run.at(-1)!.scores, notes: [] })
    const { page, complaints } = await visit(pathToFileURL(join(folder, 'weather.html')).href)
    await page.waitForSelector('.panel canvas')
    const picker = page.getByLabel('city · kind')
    expect(await picker.locator('option').allTextContents()).toEqual(['Seattle · max', 'City 0 · max', 'City 1 · max'])
    expect(await page.title()).toMatch(/weather/)
    expect(await saved(page)).toBe(80)
    await picker.selectOption('City 0 · max')
    await expect.poll(() => saved(page)).toBe(20)
    expect(await page.locator('h1').textContent()).toContain('City 0 · max')
    expect(await seriousFindings(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('shows twenty series at most, and says how many there are', async () => {
    const place = { title: 'many', series: ['temp'], by, resolve: (path: string) => join(folder, path) }
    const sink = await reportSink.build('many.html', place)
    await sink.open!()
    for (const scored of keyed(31)) await sink.write([scored])
    await sink.close({ rows, scores: run.at(-1)!.scores, notes: [] })
    expect(readFileSync(join(folder, 'many.html'), 'utf8')).toContain('shown here are the first 20 of 31 series')
    const { page } = await visit(pathToFileURL(join(folder, 'many.html')).href)
    const options = await page.getByLabel('city · kind').locator('option').allTextContents()
    expect([options.length, options[20]]).toEqual([21, '… 11 more are not shown'])
  })
})

inBrowser('a live run of several series', () => {
  const { visit } = pages()
  let dashboard: Dashboard
  afterAll(() => dashboard?.close())

  it('waits for the first row, and shows the series that is chosen as it goes on', async () => {
    dashboard = await startDashboard({ title: 'weather', targets: ['temp'], by, port: 0 })
    const { page, complaints } = await visit(dashboard.url)
    const all = keyed(3)
    dashboard.write(all.slice(0, 100))
    await page.waitForSelector('.panel canvas')
    const picker = page.getByLabel('city · kind')
    await expect.poll(() => picker.locator('option').allTextContents()).toContain('City 1 · max')
    expect(await saved(page)).toBe(80)
    await picker.selectOption('City 0 · max')
    await page.waitForURL(/series=/)
    await page.waitForSelector('.panel canvas')
    expect(await saved(page)).toBe(10)
    dashboard.write(all.slice(100))
    await expect.poll(() => saved(page)).toBe(20)
    expect(await chip(page)).toMatch(/live/i)
    expect(complaints).toEqual([])
  })
})
