import { expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, dayWords } from './visit.ts'

const rows = scoredWeather()
const dayMs = 86_400_000

inBrowser('the keyboard', () => {
  const { visit, show } = pages()
  async function look(hash = '') {
    const dashboard = await show(rows.slice(0, 500), { over: false })
    const seen = await visit(dashboard.url + hash)
    await expect.poll(() => seen.page.locator('.panel-overview input').getAttribute('max')).toBe('499')
    const window = () =>
      (new URLSearchParams(new URL(seen.page.url()).hash.slice(1)).get('window') ?? '').split('..').map(Date.parse)
    return { dashboard, ...seen, window }
  }

  it('can be used by keyboard alone, and announces the values at the cursor', async () => {
    const { page } = await look()
    await expect.poll(() => chip(page)).toBe('live')
    const voice = page.locator('[aria-live=polite]')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    const { observation } = rows[497]!
    const day = dayWords(observation.time)
    await expect
      .poll(() => voice.textContent())
      .toMatch(new RegExp(`^${day} · actual ${observation.values[0]!.toFixed(1)}`))
    for (const state of ['live', 'paused']) {
      await page.keyboard.press('Space')
      await expect.poll(() => chip(page)).toBe(state)
    }
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Home')
    await expect.poll(() => voice.textContent()).toMatch(/^Sun 1 Jan 2012 · /)
    await page.keyboard.press(']')
    await expect.poll(() => new URL(page.url()).hash).toMatch(/lead=2/)
    await page.keyboard.press('?')
    expect(await page.getByRole('dialog').isVisible()).toBe(true)
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').isVisible()).toBe(false)
    await page.keyboard.press('Escape')
    await expect.poll(() => chip(page)).toBe('live')
  })

  it('zooms out to one and a half times the run and in to three steps, and no further', async () => {
    const { page, window } = await look()
    const wide = async () => {
      const [from, to] = window()
      return (to! - from!) / dayMs
    }
    for (let i = 0; i < 50; i++) await page.keyboard.press('Shift+ArrowLeft')
    // 499 days and a week ahead.
    await expect.poll(wide).toBeCloseTo(1.5 * 506, 3)
    for (let i = 0; i < 80; i++) await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(wide).toBeCloseTo(3, 3)
  })

  it('shows the run if an address asks for a time far from it', async () => {
    const { page } = await look('#window=-200000-01-01T00:00:00Z..-199999-01-01T00:00:00Z')
    await expect.poll(() => page.locator('.readout').textContent()).toMatch(/^\w+ \d+ \w+ 2012 /)
  })

  it('keeps the cursor where the arrows put it: the view stays still while the run continues', async () => {
    const { page, dashboard, window } = await look()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => chip(page)).toBe('paused')
    await expect.poll(() => window().every(Number.isFinite)).toBe(true)
    const before = window()
    const said = await page.locator('.readout').textContent()
    dashboard.write(rows.slice(500, 900))
    await expect.poll(() => page.locator('button.live').textContent()).toBe('Live · 400 newer')
    expect(window()).toEqual(before)
    expect(await page.locator('.readout').textContent()).toBe(said)
  })

  it('shows the row at which it was paused, and the number of rows since', async () => {
    const { page, dashboard } = await look()
    await page.keyboard.press('Space')
    await expect.poll(() => chip(page)).toBe('paused')
    const day = dayWords(rows[499]!.observation.time)
    await expect.poll(() => page.locator('.readout').textContent()).toContain(day)
    dashboard.write(rows.slice(500, 820))
    await expect.poll(() => page.locator('button.live').textContent()).toBe('Live · 320 newer')
    expect(await page.locator('.readout').textContent()).toContain(day)
  })

  it('leaves the arrow keys to a table that scrolls', async () => {
    const { page } = await look()
    await page.setViewportSize({ width: 360, height: 900 })
    const table = page.locator('.panel-leads .scroll')
    await table.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('End')
    await expect.poll(() => table.evaluate((element) => element.scrollLeft + element.scrollTop)).toBeGreaterThan(0)
    expect(await chip(page)).toBe('live')
  })

  it('moves nothing when the view stops and continues', async () => {
    const { page } = await look()
    const place = () => page.locator('.panel-forecast').evaluate((element) => element.getBoundingClientRect().top)
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 })
      const before = await place()
      await page.keyboard.press('Space')
      await expect.poll(() => chip(page)).toBe('paused')
      expect(await place()).toBe(before)
      await page.keyboard.press('Space')
      await expect.poll(() => chip(page)).toBe('live')
      expect(await place()).toBe(before)
    }
  })
})
