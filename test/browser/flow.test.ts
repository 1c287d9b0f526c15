import { expect, it, vi } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, seriousFindings } from './visit.ts'

const rows = scoredWeather()

inBrowser('the page of a run whose rows do not come', () => {
  const { visit, show, closing } = pages()

  for (const theme of ['light', 'dark'] as const) {
    it(`turns amber when all rows are rejected, and green again with the next one, ${theme}`, async () => {
      const dashboard = await show(rows.slice(0, 500), { over: false })
      const ledger = new Ledger()
      dashboard.begin(ledger)
      const { page } = await visit(dashboard.url, { colorScheme: theme })
      await expect.poll(() => chip(page)).toBe('live')
      for (let line = 502; line < 626; line++) {
        ledger.reject({
          place: { file: 'a.csv', line },
          column: 'temp',
          reason: 'expected a number, got "n/a"',
          raw: [],
        })
      }
      await expect.poll(() => chip(page)).toBe('rows rejected')
      expect(await page.locator('.sentence').textContent()).toMatch(
        /^The last 124 rows could not be used: a\.csv:625 temp: expected a number, got "n\/a"\. The last good row came \d+ s ago\.$/,
      )
      expect(await page.locator('.unseen[role=status]').textContent()).toBe('rows rejected')
      expect(await seriousFindings(page)).toEqual([])
      dashboard.write(rows.slice(500, 501))
      await expect.poll(() => chip(page)).toBe('live')
    })
  }

  it('turns amber when rows stop, counts on, and shows the age of the last checkpoint', async () => {
    let ahead = 0
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + ahead)
    closing(async () => clock.mockRestore())
    const dashboard = await show(rows.slice(0, 500), { over: false })
    ahead = 1000
    dashboard.write(rows.slice(500, 501))
    dashboard.checkpointed({ rows: 501, bytes: 1000, ms: 3 })
    const { page } = await visit(dashboard.url)
    const sentence = page.locator('.sentence')
    await expect.poll(() => sentence.textContent()).toMatch(/ · last row \d+ s ago · last checkpoint \d+ s ago$/)
    expect(await chip(page)).toBe('live')
    // The next beat says that 40 s have passed for the server.
    ahead = 41_000
    await expect.poll(() => chip(page)).toMatch(/^no row for [45]\d s$/)
    expect(await sentence.textContent()).toMatch(/^The last row came \d+ s ago; before, rows came more often\./)
    const age = async () => Number(/^no row for (\d+) s$/.exec((await chip(page))!)![1])
    const before = await age()
    await expect.poll(age).toBeGreaterThan(before)
    dashboard.write(rows.slice(501, 502))
    await expect.poll(() => chip(page)).toBe('live')
  })
})
