import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { ScoredData } from '../../src/series/scored.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { chip } from './visit.ts'

const dayMs = 86_400_000

/** The weather with `days` days cut out of the calendar before row `at`. */
function withGap(rows: number, at: number, days: number): ScoredData[] {
  return scoredWeather({ rows, channels: 2, restarts: new Set([at]) }).map((scored, row): ScoredData => {
    const shift = row < at ? 0 : days * dayMs
    return {
      ...scored,
      origin: scored.origin + shift,
      observation: { ...scored.observation, time: scored.observation.time + shift },
      times: scored.times.map((time) => time + shift),
    }
  })
}

/** Pixels of lines, bars and pictures between two shares of a canvas's width: what has a colour, or is darker than the grid and its labels. */
const ink = (page: Page, selector: string, from: number, to: number) =>
  page.evaluate(
    ([selector, from, to]) => {
      const canvas = document.querySelector<HTMLCanvasElement>(selector)!
      const copy = document.createElement('canvas')
      copy.width = canvas.width
      copy.height = canvas.height
      const context = copy.getContext('2d', { willReadFrequently: true })!
      context.drawImage(canvas, 0, 0)
      const left = Math.round(from * canvas.width)
      const { data } = context.getImageData(left, 0, Math.round(to * canvas.width) - left, canvas.height)
      let count = 0
      for (let i = 0; i < data.length; i += 4) {
        const [red, green, blue, alpha] = data.slice(i, i + 4) as unknown as [number, number, number, number]
        if (alpha < 100) continue
        const most = Math.max(red, green, blue)
        if (most - Math.min(red, green, blue) > 60 || most < 60) count++
      }
      return count
    },
    [selector, from, to] as const,
  )

inBrowser('a long gap', () => {
  const { visit, show } = pages()

  for (const [name, rows, at, gap] of [
    ['with room for every row', 400, 340, 50],
    ['with more rows than pixels', 3000, 1500, 1000],
  ] as const) {
    it(`remains a gap in every picture, ${name}`, async () => {
      const run = withGap(rows, at, gap)
      const dashboard = await show(run, { over: false, targets: ['a', 'b'] })
      const first = at - Math.min(at, 60 * (rows / 400))
      const begin = run[Math.floor(first)]!.observation.time
      const end = run.at(-1)!.observation.time
      const window = `${new Date(begin).toISOString()}..${new Date(end).toISOString()}`
      const { page } = await visit(`${dashboard.url}#lead=1&window=${window}`, {
        colorScheme: 'light',
        viewport: { width: 1000, height: 900 },
      })
      await expect.poll(() => chip(page)).toBe('paused')
      /** The share of a canvas's width at a time; `axis` is the room on its left in pixels. */
      const share = async (selector: string, axis: number, from: number, to: number, time: number) => {
        const { width } = (await page.locator(selector).boundingBox())!
        return (axis + ((time - from) / (to - from)) * (width - axis)) / width
      }
      const before = run[at - 1]!.observation.time
      const after = run[at]!.observation.time
      const pictures = [
        ...['forecast', 'residual', 'rolling', 'weights', 'cell'].map(
          (panel) => [`.panel-${panel} .chart canvas`, 60, begin, end] as const,
        ),
      ]
      for (const [selector, axis, from, to] of pictures) {
        await page.locator(selector).first().scrollIntoViewIfNeeded()
        const at = (time: number) => share(`${selector} >> nth=0`, axis, from, to, time)
        const [last, next] = [await at(before), await at(after)]
        const margin = (next - last) * 0.12
        await expect
          .poll(() => ink(page, selector, next + 0.01, next + 0.06), { message: `${selector} after` })
          .toBeGreaterThan(0)
        expect(await ink(page, selector, last - 0.06, last - 0.01), `${selector} before`).toBeGreaterThan(0)
        expect(await ink(page, selector, last + margin, next - margin), `${selector} in the gap`).toBe(0)
      }
      await dashboard.close()
    })
  }
})
