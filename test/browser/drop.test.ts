import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { command } from '../cli/command.ts'
import { dropPage } from './drop-page.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, drawn, seriousFindings } from './visit.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const seattle = join(root, 'data/seattle-weather.csv')

inBrowser('the page without a server', () => {
  const { visit } = pages()
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-drop-'))
  beforeAll(async () => {
    writeFileSync(join(folder, 'words.csv'), 'name,place\nAnna,Rome\n')
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
  })

  it('forecasts a CSV to the same bytes as the command line', async () => {
    const commanded = command(['forecast', seattle, '--out', join(folder, 'weather.csv'), '--quiet'])

    const { page } = await visit(dropPage)
    await page.setInputFiles('#file', seattle)
    const link = page.getByRole('link', { name: 'All forecasts as CSV' })
    await link.waitFor()
    const next = page.getByRole('link', { name: 'Next forecasts as CSV' })
    const [download] = await Promise.all([page.waitForEvent('download'), next.click()])
    expect(await commanded).toMatchObject({ code: 0 })
    const [ours, theirs] = [readFileSync(await download.path()), readFileSync(join(folder, 'weather.csv'))]
    expect(ours.length).toBeGreaterThan(500)
    expect(ours.equals(theirs)).toBe(true)

    await expect.poll(() => chip(page)).toBe('finished run')
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)
    // Each of the 90 days in view has a state of its own.
    await page.locator('.panel-cell').scrollIntoViewIfNeeded()
    await expect.poll(() => drawn(page, '.panel-cell')).toBeGreaterThan(0.05)
    const changes = await page.locator('.panel-cell canvas').evaluate((element: HTMLCanvasElement) => {
      const copy = document.createElement('canvas')
      copy.width = element.width
      copy.height = element.height
      const context = copy.getContext('2d', { willReadFrequently: true })!
      context.drawImage(element, 0, 0)
      const pixels = new Uint32Array(context.getImageData(0, 0, copy.width, 240).data.buffer)
      const differs = (x: number) => {
        for (let y = 0; y < 240; y++) if (pixels[y * copy.width + x] !== pixels[y * copy.width + x - 1]) return true
        return false
      }
      return Array.from({ length: copy.width - 101 }, (_, i) => differs(100 + i)).filter(Boolean).length
    })
    expect(changes).toBeGreaterThan(70)
    expect(await page.locator('.sentence').textContent()).toBe('1,461 rows, Sun 1 Jan 2012 to Thu 31 Dec 2015')
    expect(await seriousFindings(page)).toEqual([])
  })

  it('stops a long file on request, and keeps its forecasts', async () => {
    const hours = Array.from({ length: 30_000 }, (_, i) => `${new Date(i * 3_600_000).toISOString()},${i % 24}\n`)
    writeFileSync(join(folder, 'long.csv'), `time,value\n${hours.join('')}`)
    const { page } = await visit(dropPage)
    await page.setInputFiles('#file', join(folder, 'long.csv'))
    const look = page.getByText('Looking at long.csv')
    await expect.poll(() => look.textContent()).toMatch(/^Looking at long\.csv(, reading \d+)?: \d+ % …$/)
    await expect.poll(() => chip(page)).toBe('live')
    expect(await look.isHidden()).toBe(true)
    await page.getByRole('button', { name: 'Stop' }).click()
    const link = page.getByRole('link', { name: 'All forecasts as CSV' })
    await link.waitFor()
    expect(await chip(page)).toBe('interrupted')
    expect(await page.getByRole('button', { name: 'Stop' }).count()).toBe(0)
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    const accepted = Number(
      (await page.locator('.notes li').first().textContent())!.match(/= ([\d,]+) accepted/)![1]!.replaceAll(',', ''),
    )
    // One row an origin and lead, for every row that is in the account and no other.
    expect(accepted).toBeLessThan(30_000)
    expect(lines.length).toBe(1 + accepted * 24)
  })

  it('shows the rows that were not used, on a narrow screen too', async () => {
    writeFileSync(
      join(folder, 'spoilt.csv'),
      `date,value\n${Array.from({ length: 60 }, (_, i) => `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},${i > 30 && i < 60 && i % 5 === 0 ? '1e999' : i % 7}\n`).join('')}`,
    )
    const { page } = await visit(dropPage, { viewport: { width: 360, height: 780 } })
    await page.setInputFiles('#file', join(folder, 'spoilt.csv'))
    await page.getByText('5 rows were not used').click()
    const [first] = await page.locator('.rejects tbody tr').all()
    expect(await first!.locator('td').allTextContents()).toEqual([
      '37',
      'value',
      'expected a number, got "1e999"; numbers go up to ±1e150: correct the cell, or list it under missing',
    ])
    expect(await page.locator('.warning').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    expect(await seriousFindings(page)).toEqual([])
  })

  it('shows any of several series', async () => {
    const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
    const rows = Array.from(
      { length: 60 },
      (_, i) => `${day(i)},north,${5 + (i % 7)}\n${day(i)},south,${905 + (i % 7)}\n`,
    )
    writeFileSync(join(folder, 'shops.csv'), `date,shop,value\n${rows.join('')}`)
    const { page } = await visit(dropPage)
    await page.setInputFiles('#file', join(folder, 'shops.csv'))
    await page.getByRole('link', { name: 'All forecasts as CSV' }).waitFor()
    await expect.poll(() => page.locator('h1').textContent()).toBe('shops.csv')
    const value = async () => Number(await page.locator('.next b').textContent())
    await page.getByRole('option', { name: 'north' }).click()
    await expect.poll(value).toBeLessThan(100)
    await page.getByRole('option', { name: 'south' }).click()
    await expect.poll(() => page.locator('.opened .words > b').textContent()).toBe('south')
    await expect.poll(value).toBeGreaterThan(900)
    expect(await seriousFindings(page)).toEqual([])
  })

  it('clears an earlier file when another is chosen or a setting is invalid', async () => {
    const { page } = await visit(dropPage)
    expect(await page.locator('h1').textContent()).toBe('forecast a file')
    expect(await page.title()).toBe('forecast a file · rxcast')
    const forecast = async () => {
      await page.getByRole('link', { name: 'All forecasts as CSV' }).waitFor()
      await expect.poll(() => page.locator('.panel-forecast').isVisible()).toBe(true)
    }
    await page.getByRole('button', { name: 'Try the weather of Seattle' }).click()
    await forecast()
    expect(await page.locator('.found').textContent()).toMatch(/^1,461 rows, daily by date, .* Forecasts temp_max/)
    expect(await page.locator('h1').textContent()).toBe('seattle-weather.csv')
    await page.locator('.notes summary').click()
    const notes = await page.locator('.notes li').allTextContents()
    expect(notes[0]).toMatch(/^1,461 rows = 1,461 accepted/)
    expect(notes.some((note) => note.startsWith('season'))).toBe(true)

    await page.locator('summary', { hasText: 'More settings' }).click()
    await page.getByLabel('One step').fill('1 fortnight')
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/1 fortnight/)
    expect(await page.locator('.panel:visible').count()).toBe(0)
    await page.getByLabel('One step').fill('1d')
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await forecast()

    await page.setInputFiles('#file', join(folder, 'words.csv'))
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/^words\.csv/)
    expect(await page.locator('.panel:visible').count()).toBe(0)
    expect(await page.locator('h1').textContent()).toBe('words.csv')
  })
})
