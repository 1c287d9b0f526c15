import { beforeAll, expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, dayWords } from './visit.ts'

const run = scoredWeather()
const names = ['persistence', 'mean', ...Array.from({ length: 10 }, (_, i) => `small ${i}`)]

/** Twelve experts: two that share nearly all, and ten that have next to nothing. */
const crowded = run.map((scored) => ({
  ...scored,
  inside: {
    ...scored.inside!,
    experts: names,
    weights: Float64Array.from({ length: 7 * names.length }, (_, i) => [0.6, 0.33][Math.floor(i / 7)] ?? 0.007),
  },
}))

inBrowser('the view of what goes on inside', () => {
  const { visit, ended, show } = pages()
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await show(crowded)
  })
  async function look() {
    const page = await ended(dashboard.url, { viewport: { width: 1280, height: 2400 } })
    return page
  }

  it('names the experts by share, small ones combined, in percentages that sum to 100', async () => {
    const page = await look()
    const entries = page.locator('.experts li')
    await expect.poll(() => entries.allTextContents()).toEqual(['persistence 60 %', 'mean 33 %', '10 others 7 %'])
    expect(await entries.last().getAttribute('title')).toContain('small 9')
  })

  it('opens on one part with at least eight pixels per unit, and has a key to its colours', async () => {
    const page = await look()
    const panel = page.locator('.panel-cell')
    const over = async () => (await panel.locator('.u-over').boundingBox())!
    await expect.poll(() => panel.locator('.choice [aria-pressed="true"]').first().textContent()).toBe('cell state')
    expect((await over()).height / 16).toBeGreaterThanOrEqual(8)
    const keys = () => panel.locator('.legend li:visible').allTextContents()
    expect(await keys()).toEqual(['below 0, 0, above 0'])
    await page.getByRole('button', { name: 'forget gate' }).click()
    await expect.poll(keys).toEqual(['0 (closed) to 1 (open)'])
    await page.getByRole('button', { name: 'all six' }).click()
    await expect.poll(keys).toHaveLength(2)
    expect((await over()).height / (6 * 16)).toBeGreaterThan(2.5)
  })

  it('shows the LSTM with the largest weight at the time, names it, and keeps the one picked', async () => {
    // The share of the first falls from all to nothing, that of the second rises.
    const two = await show(
      run.map(({ inside: all, ...scored }, row) => {
        if (row >= 100 && row < 110) return scored
        const { cells, ...inside } = all!
        const [wide, deep] = ['wide', 'deep'].map((name) => ({ ...cells[0]!, name }))
        return { ...scored, inside: { ...inside, experts: ['wide', 'deep'], cells: [wide!, deep!] } }
      }),
    )
    const { page } = await visit(two.url, { viewport: { width: 1280, height: 2400 } })
    const picker = page.getByRole('combobox', { name: 'LSTM' })
    const picked = () => picker.locator('option:checked').textContent()
    const slider = page.locator('.panel-overview input')
    await expect.poll(picked).toBe('largest weight: deep')
    await slider.fill('300')
    await expect.poll(picked).toBe('largest weight: wide')
    await picker.selectOption('deep')
    await slider.fill('200')
    await expect.poll(() => chip(page)).toBe('looking back')
    expect(await picked()).toBe('deep')
    await picker.selectOption('largest weight: wide')
    await slider.fill('1400')
    await expect.poll(picked).toBe('largest weight: deep')
    // Where no weights are known, none is most believed.
    await slider.fill('105')
    await expect.poll(() => picker.locator('option').allTextContents()).toEqual(['wide', 'deep'])
  })

  it('can order units by similarity, and reads out the right one', async () => {
    const page = await look()
    await page.getByRole('button', { name: 'by similarity' }).click()
    const over = (await page.locator('.panel-cell .u-over').boundingBox())!
    const about = page.locator('.panel-cell .about')
    const units: number[] = []
    for (let line = 0; line < 16; line++) {
      await page.mouse.move(over.x + over.width / 2, over.y + ((line + 0.5) / 16) * over.height)
      await expect
        .poll(async () => {
          const said = /unit (\d+) of 16: (.*)$/.exec((await about.textContent())!)!
          const day = (await page.locator('.readout').textContent())!.split(' · ')[0]
          const row = run.find(({ observation }) => dayWords(observation.time) === day)!
          const [unit, value] = [Number(said[1]) - 1, Number(said[2]!.replace('−', '-'))]
          units[line] = unit
          return Math.abs(value - row.inside!.cells[0]!.cell[unit]!)
        })
        .toBeLessThan(0.1)
    }
    expect(new Set(units).size).toBe(16)
    // Unit k lags unit 0 by k radians: those a whole turn apart, near 6, are alike.
    expect(Math.abs(units.indexOf(0) - units.indexOf(6))).toBeLessThanOrEqual(2)
  })
})
