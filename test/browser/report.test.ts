import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Listening } from '../../src/server/listen.ts'
import { serveRuns } from '../../src/server/runs.ts'
import { reportSink } from '../../src/sinks/report.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { launchChromium, whyNoBrowser } from './chromium.ts'
import { chip, drawn, savedValues, seriousFindings, visit } from './visit.ts'

const rows = { rows: 1461, accepted: 1461, imputed: 0, rejected: 0, skipped: 0, filled: 0, restarts: 0 }
const run = scoredWeather()

describe.skipIf(whyNoBrowser())('a finished run', () => {
  let browser: Browser
  let server: Listening
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-reports-'))
  beforeAll(async () => {
    browser = await launchChromium()
    for (const [name, count] of [
      ['weather', 1461],
      ['short', 30],
    ] as const) {
      const sink = await reportSink.build(`${name}.html`, {
        title: name,
        series: ['temp_max'],
        resolve: (path) => join(folder, path),
      })
      await sink.write(run.slice(0, count))
      await sink.close({ rows, scores: run[count - 1]!.scores, notes: [] })
    }
    server = await serveRuns(folder, { port: 0 })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    rmSync(folder, { recursive: true })
  })

  it('opens from disk with nothing but its one file', async () => {
    const { page, complaints } = await visit(browser, pathToFileURL(join(folder, 'weather.html')).href)
    await expect.poll(() => chip(page)).toBe('finished run')
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    expect(await page.locator('.sentence').textContent()).toBe(
      '1,461 rows = 1,461 accepted + 0 imputed + 0 rejected + 0 skipped',
    )
    const fan = (await savedValues(page)).slice(-7)
    expect(fan.map(({ forecast }) => Number(forecast))).toEqual([...run.at(-1)!.values].map(Math.fround))
    expect(await seriousFindings(page)).toEqual([])
    await page.locator('h1').click()
    await page.keyboard.press('Space')
    await expect.poll(() => chip(page)).toBe('replay')
    await page.keyboard.press('End')
    await expect.poll(() => chip(page)).toBe('finished run')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('is one of several in the served page, each with an address of its own', async () => {
    const { page, complaints } = await visit(browser, server.url)
    const picker = page.getByRole('combobox', { name: 'Run' })
    await expect.poll(() => page.locator('h1').textContent()).toBe('short')
    await picker.selectOption('weather')
    await expect.poll(() => page.locator('h1').textContent()).toBe('weather')
    expect(new URL(page.url()).search).toBe('?run=weather')
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
