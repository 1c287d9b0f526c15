import { expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { Scoreboard } from '../../src/scores/scoreboard.ts'
import type { OutcomeSummary } from '../../src/series/outcome-summary.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import { inBrowser, pages } from './pages.ts'

const dayMs = 86_400_000
const leads = [1, 2]

/** Days on which it rains every second time that 60 % was forecast, never when 10 % was. */
function rainyDays(rows: number, then: OutcomeSummary[] = []): ScoredData[] {
  const board = new Scoreboard({
    channels: 1,
    groups: [0],
    leads,
    levels: [],
    from: undefined,
    season: undefined,
    standardizeBy: undefined,
  })
  const random = new Random(1)
  const labels = Array.from({ length: rows + 2 }, () => (random.uniform() < 0.4 ? 1 : 0))
  return Array.from({ length: rows }, (_, t) => {
    const scored = board.score({
      origin: t * dayMs,
      observation: { time: t * dayMs, values: [labels[t]!] },
      leads,
      times: leads.map((lead) => (t + lead) * dayMs),
      values: Float64Array.from(leads, (lead) => (labels[t + lead] === 1 || (t + lead) % 3 === 0 ? 0.6 : 0.1)),
      levels: [],
      lower: [],
      upper: [],
      outcomes: { names: ['rain'], groups: [0] },
    })
    then.push(scored.scores.at(0, 1).outcome!)
    return scored
  })
}

inBrowser('the page of an outcome', () => {
  const { ended, show } = pages()
  const before: OutcomeSummary[] = []
  const rows = rainyDays(60, before)

  it('says probabilities, their skill over the base rate, and how reliable they are', async () => {
    const { url } = await show(rows, { targets: ['rain'] })
    const page = await ended(url)
    const last = rows.at(-1)!
    await expect.poll(() => page.locator('.next b').textContent()).toBe(`${Math.round(100 * last.values[0]!)} %`)
    const skill = last.scores.baselines[0]!.skill[0]!
    expect(await page.locator('b.skill').textContent()).toBe(`+${(100 * skill).toFixed(1)} %`)
    expect(await page.locator('.claim').textContent()).toBe(
      'less Brier score than the base rate known at each origin, 1 day ahead',
    )
    expect(await page.locator('.facts dt').allTextContents()).toEqual([
      'happened',
      'Brier',
      'log loss',
      'AUC',
      'scored',
    ])
    expect(await page.locator('.panel-leads tbody tr').count()).toBe(2)
    expect(await page.locator('.panel-residual, .panel-rolling').count()).toBe(0)
    // Two bins: 10 % and 60 %. Counted by hand from the rows.
    const due = rows.flatMap(({ due, observation }) =>
      Number.isFinite(due[0]!) ? [[due[0]!, observation.values[0]!] as const] : [],
    )
    const after = (forecast: number) => due.filter(([issued]) => issued === forecast).map(([, label]) => label)
    const said = [0.1, 0.6].map((forecast) => {
      const labels = after(forecast)
      const share = labels.reduce((sum, label) => sum + label, 0) / labels.length
      return `forecast ${100 * forecast} %, happened ${Math.round(100 * share)} % of ${labels.length} times`
    })
    expect(await page.locator('.panel-reliability li.bin').allTextContents()).toEqual(said)
    expect(await page.locator('.panel-reliability circle').count()).toBe(2)
    // The scores of a row in the past are those of then.
    await page.locator('.panel-overview input').fill('30')
    await expect
      .poll(() => page.locator('.claim').textContent())
      .toBe('less Brier score than the base rate known at each origin, 1 day ahead, up to Sat 31 Jan 1970')
    const then = before[30]!
    expect(await page.locator('b.skill').textContent()).toBe(`+${(100 * then.skill).toFixed(1)} %`)
    expect(Number(await page.locator('.facts dd').nth(2).textContent())).toBeCloseTo(then.brier, 3)
    expect(await page.locator('.panel-reliability li.bin').count()).toBe(2)
  })
})
