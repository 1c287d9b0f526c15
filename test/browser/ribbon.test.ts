import { expect, it } from 'vitest'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'

inBrowser('the legend of the events', () => {
  const { visit, show } = pages()

  it('names what happens in the run and nothing else, as it happens', async () => {
    const dashboard = await show([], { over: false, targets: ['a'] })
    const run = scoredWeather({ rows: 300, missing: new Set([250]), restarts: new Set([270]) })
    const { page } = await visit(dashboard.url)
    const entries = () => page.locator('.panel-ribbon .legend li').allTextContents()
    dashboard.write(run.slice(0, 240))
    await expect.poll(entries).toEqual(['outside its interval'])
    dashboard.write(run.slice(240, 260))
    await expect.poll(entries).toEqual(['outside its interval', 'missing'])
    dashboard.write(run.slice(260))
    dashboard.note({
      time: run[280]!.observation.time,
      kind: 'reject',
      text: 'a.csv:282 v: expected a number, got "x"',
    })
    await expect.poll(entries).toEqual(['outside its interval', 'missing', 'restart after a gap', 'rejected row'])
    // Of another series.
    dashboard.note({ time: run[284]!.observation.time, kind: 'drift', text: 'errors of b are 9 % larger', channel: 1 })
    dashboard.note({ time: run[285]!.observation.time, kind: 'drift', text: 'errors of a are 40 % larger' })
    await expect.poll(entries).toContain('drift')
    // Each with something to see beside its word.
    const swatches = await page
      .locator('.panel-ribbon .legend .swatch')
      .evaluateAll((all) => all.map((each) => getComputedStyle(each).backgroundColor))
    expect(swatches).toHaveLength(5)
    expect(swatches).not.toContain('rgba(0, 0, 0, 0)')
    // By hand, of the 90 days in view: those more than 6 °C from the mean of the five days before.
    const seen = run.slice(210).filter(({ residuals }) => !Number.isNaN(residuals[0]!))
    const out = seen.filter(({ residuals }) => Math.abs(residuals[0]!) > 6).length
    expect(out).toBeGreaterThan(2)
    await expect
      .poll(() => page.locator('.panel-ribbon .about').textContent())
      .toMatch(new RegExp(`^3 marks in view; point at one to read it · ${out} of ${seen.length} values in view`))
  })
})
