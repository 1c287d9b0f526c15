import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import type { Listening } from '../../src/server/listening.ts'
import { serveRuns } from '../../src/server/runs.ts'
import { reportSink } from '../../src/sinks/report.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, drawn, savedValues, seriousFindings } from './visit.ts'

const rows = { rows: 1461, accepted: 1461, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
const run = scoredWeather()

inBrowser('a finished run', () => {
  const { visit } = pages()
  let server: Listening
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-reports-'))
  beforeAll(async () => {
    for (const [name, count] of [
      ['weather', 1461],
      ['short', 30],
    ] as const) {
      const sink = await reportSink.build(`${name}.html`, {
        title: name,
        series: ['temp_max'],
        resolve: (path) => join(folder, path),
      })
      await sink.open!()
      await sink.write(run.slice(0, count))
      await sink.close({ rows, scores: run[count - 1]!.scores, notes: [] })
    }
    for (const [name, end] of [
      ['torn', { failure: new DataError('a.csv:52 v: expected a number, got "n/a"') }],
      ['unfinished', { stopped: true }],
    ] as const) {
      const sink = await reportSink.build(`${name}.html`, {
        title: name,
        series: ['temp_max'],
        resolve: (path) => join(folder, path),
      })
      await sink.open!()
      await sink.write(run.slice(0, 50))
      sink.note!({ time: run[40]!.observation.time, kind: 'reject', text: 'a.csv:42 v: expected a number, got "x"' })
      await sink.close({
        rows: { ...rows, rows: 51, accepted: 50, rejected: 1 },
        scores: run[49]!.scores,
        notes: [],
        ...end,
      })
    }
    server = await serveRuns(folder, { port: 0 })
  })
  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true })
  })

  it('opens from disk with nothing but its single file', async () => {
    const { page } = await visit(pathToFileURL(join(folder, 'weather.html')).href)
    await expect.poll(() => chip(page)).toBe('finished run')
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    expect(await page.locator('.sentence').textContent()).toBe('1,461 rows, Sun 1 Jan 2012 to Thu 31 Dec 2015')
    const fan = (await savedValues(page)).slice(-7)
    for (const [i, { forecast }] of fan.entries()) expect(Number(forecast)).toBeCloseTo(run.at(-1)!.values[i]!, 5)
    expect(await seriousFindings(page)).toEqual([])
    await page.locator('h1').click()
    await page.keyboard.press('Space')
    await expect.poll(() => chip(page)).toBe('replay')
    await page.keyboard.press('End')
    await expect.poll(() => chip(page)).toBe('finished run')
  })

  it('prints every chart, those out of sight too', async () => {
    const { page } = await visit(pathToFileURL(join(folder, 'weather.html')).href)
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    const before = await drawn(page, '.panel-residual')
    await page.pdf()
    expect(await drawn(page, '.panel-residual')).toBeGreaterThan(2 * before)
  })

  it('is printed in light colours, as wide as the sheet, with the answer and without buttons', async () => {
    const { page } = await visit(pathToFileURL(join(folder, 'weather.html')).href, { colorScheme: 'dark' })
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    const look = () =>
      page.evaluate(() => ({
        theme: document.documentElement.dataset.theme,
        widths: [...document.querySelectorAll<HTMLElement>('.panel .uplot')].map(({ offsetWidth }) => offsetWidth),
        notes: document.querySelector<HTMLDetailsElement>('.notes')!.open,
      }))
    const screen = await look()
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    const paper = await look()
    expect([screen.theme, paper.theme, paper.notes]).toEqual(['dark', 'light', true])
    // Drawn for the sheet, so that labels are not shrunk with a chart that was wider.
    expect(Math.max(...screen.widths)).toBeGreaterThan(1000)
    expect(Math.max(...paper.widths)).toBeLessThanOrEqual(700)
    expect(Math.min(...paper.widths)).toBeGreaterThan(650)
    const pressable = page.locator(':is(button, select, input, a):visible:not(th button)')
    expect(await pressable.allTextContents()).toEqual([])
    expect(await page.locator('.leads-ahead tbody tr:visible').count()).toBe(7)
    await page.emulateMedia({ media: 'screen' })
    await page.evaluate(() => dispatchEvent(new Event('afterprint')))
    const { widths, ...rest } = await look()
    expect(rest).toEqual({ theme: 'dark', notes: false })
    // Charts out of sight are made when they are first drawn.
    expect(widths.slice(0, screen.widths.length)).toEqual(screen.widths)
  })

  it('draws in a browser whose language Intl does not know', async () => {
    const { page } = await visit('about:blank')
    await page.addInitScript(() => Object.defineProperty(navigator, 'language', { value: 'en-US@posix' }))
    await page.goto(pathToFileURL(join(folder, 'weather.html')).href)
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
  })

  it('shows that the run failed or was interrupted, and its rejected rows', async () => {
    const { page } = await visit(pathToFileURL(join(folder, 'torn.html')).href)
    await expect.poll(() => chip(page)).toBe('stopped')
    const account = '51 rows = 50 accepted + 0 imputed + 1 rejected + 0 skipped'
    expect(await page.locator('.sentence').textContent()).toBe(`a.csv:52 v: expected a number, got "n/a". ${account}`)
    await expect.poll(() => page.locator('.panel-ribbon .about').textContent()).toMatch(/^1 mark in view/)
    await page.goto(`${server.url}?run=unfinished`)
    await expect.poll(() => chip(page)).toBe('interrupted')
    expect(await page.locator('.sentence').textContent()).toBe(`interrupted at Sun 19 Feb 2012. ${account}`)
    expect(await page.getByRole('combobox', { name: 'Run' }).locator('option').allTextContents()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^torn \(.*stopped\)$/),
        expect.stringMatching(/, interrupted\)$/),
      ]),
    )
  })

  it('is one of several in the served page, each with its own address', async () => {
    const { page } = await visit(server.url)
    const picker = page.getByRole('combobox', { name: 'Run' })
    await expect.poll(() => page.locator('h1').textContent()).toBe('short')
    await picker.selectOption('weather')
    await expect.poll(() => page.locator('h1').textContent()).toBe('weather')
    expect(new URL(page.url()).search).toBe('?run=weather')
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
  })
})
