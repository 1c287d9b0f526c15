import { expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, dayWords, drawn, savedValues } from './visit.ts'

const rows = scoredWeather()
const account = { rows: 1465, accepted: 1461, imputed: 0, rejected: 3, skipped: 1, filled: 0, restarts: 0 }

inBrowser('the page beside a run', () => {
  const { visit, show } = pages()
  const start = () => show([], { over: false })

  it('waits, then draws, counts up and ends with the account', async () => {
    const dashboard = await start()
    const { page } = await visit(dashboard.url)
    await expect.poll(() => chip(page)).toBe('waiting')
    expect(await page.locator('.empty').textContent()).toMatch(/^No observation yet/)
    dashboard.write(rows.slice(0, 700))
    dashboard.progress(0.48, null)
    await expect.poll(() => chip(page)).toBe('live')
    await expect
      .poll(() => page.locator('.sentence').textContent())
      .toMatch(/^700 observations · 48 % of the input · last row \d+ s ago$/)
    for (const panel of ['.panel-forecast', '.panel-residual', '.panel-ribbon', '.panel-rolling']) {
      await page.locator(panel).scrollIntoViewIfNeeded()
      await expect.poll(() => drawn(page, panel), { message: panel }).toBeGreaterThan(0.005)
    }
    dashboard.write(rows.slice(700))
    dashboard.end({ rows: account, notes: ['season: 365 steps, guessed from the cadence'] })
    await expect.poll(() => chip(page)).toBe('ended')
    expect(await page.locator('.sentence').textContent()).toBe(
      '1,461 rows, Sun 1 Jan 2012 to Thu 31 Dec 2015 · 3 rejected',
    )
    await page.locator('.notes summary').click()
    expect(await page.locator('.notes li').allTextContents()).toEqual([
      '1,465 rows = 1,461 accepted + 0 imputed + 3 rejected + 1 skipped',
      'season: 365 steps, guessed from the cadence',
    ])
  })

  it('shows the run’s own skill for the chosen lead, and keeps the choice in the URL', async () => {
    const dashboard = await start()
    dashboard.write(rows)
    dashboard.end({ rows: account })
    const { page } = await visit(dashboard.url)
    const skills = [...rows.at(-1)!.scores.skillPersistence]
    const said = (skill: number) => `${skill > 0 ? '+' : ''}${(100 * skill).toFixed(1).replace('-', '−')} %`
    await expect.poll(() => page.locator('b.skill').textContent()).toBe(said(skills[0]!))
    await page.getByRole('combobox', { name: 'Lead' }).selectOption('4 days ahead')
    await expect.poll(() => page.locator('b.skill').textContent()).toBe(said(skills[3]!))
    await expect.poll(() => new URL(page.url()).hash).toBe('#lead=4')
    await page.reload()
    await expect.poll(() => page.locator('b.skill').textContent()).toBe(said(skills[3]!))
    await page.locator('.panel-leads').getByRole('button', { name: '7 days' }).click()
    await expect.poll(() => new URL(page.url()).hash).toBe('#lead=7')
  })

  it('draws forecasts as they were issued, and residuals to the digit', async () => {
    const dashboard = await start()
    dashboard.write(rows)
    const { page } = await visit(`${dashboard.url}#lead=3&window=2013-05-01T00:00:00Z..2013-05-31T00:00:00Z`)
    await expect.poll(() => chip(page)).toBe('paused')
    const values = await savedValues(page)
    const first = rows.findIndex(({ observation }) => observation.time === Date.parse(values[0]!.time!))
    // The rows in the window, and one on either side so that the line reaches its edges.
    expect(values[0]!.time).toBe('2013-04-30T00:00:00.000Z')
    for (let i = 0; i < 32; i++) {
      const row = rows[first + i]!
      expect(values[i]!.actual).toBe(String(row.observation.values[0]!))
      expect(Number(values[i]!.forecast)).toBeCloseTo(row.due[2]!, 5)
      expect(Number(values[i]!.residual)).toBeCloseTo(row.residuals[2]!, 5)
      expect(Number(values[i]!.lower_80)).toBeCloseTo(row.due[2]! - 4, 5)
      expect(Number(values[i]!.upper_95)).toBeCloseTo(row.due[2]! + 6, 5)
    }
  })

  it('keeps its zoom while data arrives, and follows again on request', async () => {
    const dashboard = await start()
    dashboard.write(rows.slice(0, 600))
    const { page } = await visit(dashboard.url)
    await expect.poll(() => chip(page)).toBe('live')
    await expect.poll(() => page.locator('.panel-forecast .u-over').count()).toBe(1)
    const box = (await page.locator('.panel-forecast .u-over').boundingBox())!
    await page.mouse.move(box.x + box.width * 0.3, box.y + 80)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.6, box.y + 80, { steps: 5 })
    await page.mouse.up()
    await expect.poll(() => chip(page)).toBe('paused')
    await expect.poll(() => new URL(page.url()).hash).toContain('window=')
    const zoomed = new URL(page.url()).hash
    const before = (await savedValues(page)).map(({ time }) => time)
    for (let at = 600; at < 1400; at += 40) {
      dashboard.write(rows.slice(at, at + 40))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await expect.poll(() => page.locator('.sentence').textContent()).toMatch(/continues/)
    await expect.poll(() => page.locator('.panel-overview input').getAttribute('max')).toBe('1399')
    expect(new URL(page.url()).hash).toBe(zoomed)
    // The rows in view are the same; only the fan after the newest row is another.
    const rowsOf = (times: (string | undefined)[]) => times.slice(0, -7)
    expect(rowsOf((await savedValues(page)).map(({ time }) => time))).toEqual(rowsOf(before))
    await page.keyboard.press('End')
    await expect.poll(() => chip(page)).toBe('live')
    await expect.poll(() => new URL(page.url()).hash).not.toContain('window=')
  })

  it('shows the value at the pointer in every chart, and holds it after a click while the run continues', async () => {
    const dashboard = await start()
    dashboard.write(rows.slice(0, 500))
    const { page } = await visit(dashboard.url)
    await expect.poll(() => chip(page)).toBe('live')
    await page.locator('.panel-cell').scrollIntoViewIfNeeded()
    await page.getByRole('button', { name: 'all six' }).click()
    await page.locator('.panel-cell .u-over').scrollIntoViewIfNeeded()
    const cell = (await page.locator('.panel-cell .u-over').boundingBox())!
    // The second block from the top is the forget gate, its first line the first unit.
    await page.mouse.move(cell.x + cell.width / 2, cell.y + cell.height / 6 + 2)
    const about = page.locator('.panel-cell .about')
    await expect.poll(() => about.textContent()).toMatch(/^forget gate of unit 1 of 16: 0\.\d+|1$/)
    const readout = page.locator('.readout')
    const held = await readout.textContent()
    const row = rows.find(({ observation }) => held!.startsWith(dayWords(observation.time)))!
    const gate = row.inside!.cells[0]!.forget[0]!
    expect(Math.abs(Number(/: (.*)$/.exec((await about.textContent())!)![1]) - gate)).toBeLessThan(0.01)
    await page.mouse.down()
    await page.mouse.up()
    await expect.poll(() => chip(page)).toBe('paused')
    await page.mouse.move(cell.x + 10, cell.y + 10)
    dashboard.write(rows.slice(500, 600))
    await page.locator('.panel-overview').scrollIntoViewIfNeeded()
    await expect.poll(() => page.locator('.panel-overview input').getAttribute('max')).toBe('599')
    expect(await readout.textContent()).toBe(held)
  })

  it('shows why the run stopped, with line and column, and keeps it when the server is gone', async () => {
    const dashboard = await start()
    dashboard.write(rows.slice(0, 50))
    const { page, complaints } = await visit(dashboard.url)
    await expect.poll(() => chip(page)).toBe('live')
    // The command line closes at once.
    dashboard.fail(new Error('data/a.csv:52:12 temp_max: expected a number, got "n/a"; fill the cell'))
    await dashboard.close()
    await expect.poll(() => chip(page)).toBe('stopped')
    await page.waitForTimeout(1500)
    expect(await chip(page)).toBe('stopped')
    expect(await page.locator('.sentence').textContent()).toBe(
      'data/a.csv:52:12 temp_max: expected a number, got "n/a"; fill the cell',
    )
    // That the server is gone is all there is to complain of.
    expect(complaints.splice(0).filter((text) => !/ERR_CONNECTION_REFUSED/.test(text))).toEqual([])
  })

  it('has a constant heap however long the run is', async () => {
    const dashboard = await start()
    const { page } = await visit(dashboard.url)
    const inspector = await page.context().newCDPSession(page)
    const long = scoredWeather({ rows: 60_000, leads: [1] })
    const slider = page.locator('.panel-overview input')
    const heapAfter = async (from: number, to: number) => {
      for (let at = from; at < to; at += 500) {
        dashboard.write(long.slice(at, at + 500))
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      await expect.poll(() => slider.getAttribute('max')).toBe(String(to - 1))
      // What is still on its way is no leak.
      await page.waitForTimeout(500)
      await inspector.send('HeapProfiler.collectGarbage')
      await inspector.send('HeapProfiler.collectGarbage')
      const { usedSize, backingStorageSize } = (await inspector.send('Runtime.getHeapUsage')) as {
        usedSize: number
        backingStorageSize: number
      }
      return usedSize + backingStorageSize
    }
    // Its rings are full after 40,000.
    const full = await heapAfter(0, 42_000)
    const later = await heapAfter(42_000, 60_000)
    expect(later / full).toBeLessThan(1.1)
  })

  it('replays the recorded history, and shows what follows', async () => {
    const dashboard = await start()
    dashboard.write(rows)
    dashboard.end({ rows: account })
    const { page } = await visit(dashboard.url)
    await expect.poll(() => chip(page)).toBe('ended')
    const slider = page.locator('.panel-overview input')
    await expect.poll(() => slider.getAttribute('max')).toBe('1460')
    await slider.fill('800')
    await expect.poll(() => chip(page)).toBe('looking back')
    expect(await page.locator('.when').textContent()).toBe(dayWords(rows[800]!.observation.time))
    // The fan of that day, not of the last.
    const fan = (await savedValues(page)).slice(-7)
    for (const [i, { forecast }] of fan.entries()) expect(Number(forecast)).toBeCloseTo(rows[800]!.values[i]!, 5)
    await page.getByLabel('speed of replay').selectOption('1000 rows/s')
    await page.getByRole('button', { name: 'Replay' }).click()
    await expect.poll(() => chip(page)).toBe('ended')
    expect(await slider.inputValue()).toBe('1460')
  })
})
