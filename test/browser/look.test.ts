import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, drawn, seriousFindings } from './visit.ts'

const panels = ['forecast', 'ribbon', 'residual', 'rolling', 'weights', 'cell']

/** Relative luminance of a colour as WCAG 2 has it. */
function luminance(colour: string): number {
  const channels = /^#/.test(colour)
    ? [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    : colour.match(/[\d.]+/g)!.map(Number)
  const [red, green, blue] = channels.slice(0, 3).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

inBrowser('the look of the page', () => {
  const { visit, ended, show } = pages()
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await show(scoredWeather({ channels: 2, missing: new Set([1300]), restarts: new Set([1350]) }), {
      title: 'weather',
      targets: ['temp_max', 'warmer'],
      notes: ['season: 365'],
    })
  })
  const colours = (page: Page) =>
    page.evaluate((): Record<string, string> => {
      const style = getComputedStyle(document.documentElement)
      const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
      const bands = read('experts').split(/\s*,\s*/)
      return Object.fromEntries([
        ...['paper', 'ink', 'quiet', 'forecast', 'baseline', 'alarm', 'good', 'others'].map((name) => [
          name,
          read(name),
        ]),
        ...bands.map((colour, i) => [`band ${i}`, colour] as const),
      ])
    })

  for (const scheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      it(`is complete and accessible in ${scheme} at ${width} px`, async () => {
        const { page } = await visit(dashboard.url, {
          colorScheme: scheme,
          viewport: { width, height: 900 },
        })
        await expect.poll(() => chip(page)).toBe('ended')
        for (const name of panels) {
          await page.locator(`.panel-${name}`).scrollIntoViewIfNeeded()
          await expect.poll(() => drawn(page, `.panel-${name}`), { message: name }).toBeGreaterThan(0.002)
        }
        const layout = await page.evaluate(() => ({
          scroll: document.documentElement.scrollWidth,
          outside: [...document.querySelectorAll('button, select, input, h1, h2, b.skill, canvas')]
            .filter((element) => (element as HTMLElement).offsetParent !== null && !element.closest('.scroll'))
            .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
            .map((element) => element.outerHTML.slice(0, 80)),
          skill: Number.parseFloat(getComputedStyle(document.querySelector('b.skill')!).fontSize),
        }))
        expect(layout).toMatchObject({ scroll: width, outside: [] })
        // It cannot be missed: more than three times the size of the text.
        expect(layout.skill).toBeGreaterThan(3 * 14)
        expect(await seriousFindings(page)).toEqual([])
      })
    }

    it(`keeps lines at 3 : 1 and text at 4.5 : 1 against the paper in ${scheme}`, async () => {
      const { page } = await visit(dashboard.url, { colorScheme: scheme })
      const { paper, ink, quiet, ...lines } = await colours(page)
      for (const text of [ink!, quiet!]) expect(contrast(text, paper!)).toBeGreaterThanOrEqual(4.5)
      for (const [name, line] of Object.entries(lines)) expect(contrast(line, paper!), name).toBeGreaterThanOrEqual(3)
    })
  }

  it('shows the chosen option and the colours of a legend with forced colours', async () => {
    const { page } = await visit(dashboard.url, { forcedColors: 'active' })
    await expect.poll(() => page.locator('.panel-rolling [aria-pressed="true"]').count()).toBe(1)
    const ground = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor)
    expect(await ground('.panel-rolling [aria-pressed="true"]')).not.toBe(
      await ground('.panel-rolling [aria-pressed="false"]'),
    )
    expect(await ground('.swatch.stick')).not.toBe(await ground('.swatch.stick-alarm'))
  })

  it('changes its theme at once, and remembers it', async () => {
    const page = await ended(dashboard.url, { colorScheme: 'light' })
    const light = await colours(page)
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark')
    const dark = await colours(page)
    expect(luminance(dark.paper!)).toBeLessThan(0.05)
    expect(luminance(light.paper!)).toBeGreaterThan(0.9)
    // The canvas has changed too: its pixels that are not transparent are light now.
    await page.reload()
    expect(await colours(page)).toEqual(dark)
  })

  it('lists several series beside the one that is open, picked by a click', async () => {
    const { page } = await visit(dashboard.url)
    await expect.poll(() => page.locator('.rows-line .line:visible').count()).toBe(2)
    await page.locator('.rows-line .line', { hasText: 'warmer' }).click()
    await expect.poll(() => new URL(page.url()).hash).toBe('#series=warmer&lead=1')
  })

  it('provides the values as a table for people who cannot see the canvas', async () => {
    const { page } = await visit(dashboard.url)
    await page.locator('details.values summary').click()
    await expect.poll(() => page.locator('.values tbody tr').count()).toBe(50 + 7)
    expect(await page.locator('.values caption').textContent()).toMatch(/, forecast 1 day ahead of each, /)
    expect(await page.locator('.values thead th').allTextContents()).toEqual([
      'time',
      'actual',
      'forecast',
      'residual',
      'lower 0.8',
      'upper 0.8',
      'lower 0.95',
      'upper 0.95',
    ])
  })
})
