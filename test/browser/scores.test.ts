import { expect, it } from 'vitest'
import type { Recording } from '../../src/recording/wire.ts'
import type { ScoreData, ScoredData } from '../../src/series/scored.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'

const rows = scoredWeather({ rows: 900 })
const said = (skill: number) => `${skill > 0 ? '+' : ''}${(100 * skill).toFixed(1).replace('-', '−')} %`

inBrowser('the scores on the page', () => {
  const { visit, show } = pages()
  async function look(run: readonly ScoredData[], over: boolean) {
    const { url } = await show(run, { over, targets: ['a'] })
    const { page } = await visit(`${url}#lead=1`)
    return page
  }
  const withScores = (change: Partial<ScoreData>): ScoredData[] => {
    const last = rows.at(-1)!
    return [...rows.slice(0, -1), { ...last, scores: { ...last.scores, ...change } }]
  }

  it('are those of the time at the cursor, in the tiles and by lead', async () => {
    const page = await look(rows, true)
    const skill = page.locator('b.skill')
    await expect.poll(() => skill.textContent()).toBe(said(rows.at(-1)!.scores.skillPersistence[0]!))
    await page.locator('.panel-overview input').fill('400')
    const then = rows[400]!.scores.skillPersistence
    await expect.poll(() => skill.textContent()).toBe(said(then[0]!))
    expect(said(then[0]!)).not.toBe(said(rows.at(-1)!.scores.skillPersistence[0]!))
    expect(await page.locator('.claim').textContent()).toMatch(/, 1 day ahead, up to Mon 4 Feb 2013/)
    await expect
      .poll(async () => (await page.locator('.panel-leads td.with-bar').allTextContents()).map((text) => text.trim()))
      .toEqual([...then].map(said))
    await page.keyboard.press('Escape')
    await page.locator('.panel-overview input').fill('899')
    await expect.poll(() => skill.textContent()).toBe(said(rows.at(-1)!.scores.skillPersistence[0]!))
  })

  it('state how many rows they cover if the earliest were dropped', async () => {
    const budget = 100_000
    const dashboard = await show(rows, { over: false, budget })
    const { run } = (await (await fetch(new URL('run.json', dashboard.url))).json()) as Recording
    expect(run.first).toBeGreaterThan(0)
    const { page } = await visit(dashboard.url)
    const claim = page.locator('.claim')
    await expect.poll(() => claim.textContent()).toMatch(/, 1 day ahead(: |$)/)
    await page.locator('.panel-overview input').fill(String(run.first + 199))
    await expect
      .poll(() => claim.textContent())
      .toMatch(/1 day ahead, up to \w+ \d+ \w+ 2\d{3}, over the last 200 rows(: |$)/)
  })

  it('show when they begin, and the rolling skill until then', async () => {
    const none = rows.at(-1)!.scores.mae.map(() => Number.NaN)
    const later = { count: none.map(() => 0), mae: none, rmse: none, mase: none, skillPersistence: none }
    const page = await look(withScores({ ...later, from: { time: Date.UTC(2014, 10, 1) } }), false)
    await expect
      .poll(() => page.locator('.claim').textContent())
      .toBe('scores begin Sat 1 Nov 2014: learning until then; so far over the last 90 rows')
    // By hand: 1 − the sum of absolute residuals of the last 90 rows over that of the steps.
    let [error, step] = [0, 0]
    for (let row = 810; row < 900; row++) {
      error += Math.abs(rows[row]!.residuals[0]!)
      step += Math.abs(rows[row]!.observation.values[0]! - rows[row - 1]!.observation.values[0]!)
    }
    expect(await page.locator('b.skill').textContent()).toBe(said(1 - error / step))
    expect(await page.locator('.facts dd').first().textContent()).toBe((error / 90).toFixed(3))
  })

  it('draw no conclusion from a few forecasts, nor from a negligible difference', async () => {
    const { count, skillPersistence } = rows.at(-1)!.scores
    const verdict = async (change: Partial<ScoreData>) => {
      const page = await look(withScores(change), true)
      const skill = page.locator('b.skill')
      await expect.poll(() => skill.textContent()).not.toBe('–')
      return [await skill.getAttribute('data-sign'), await page.locator('.claim').textContent()]
    }
    const skill = (value: number) => ({ skillPersistence: skillPersistence.map(() => value) })
    expect(await verdict(skill(0.2))).toEqual(['better', 'less error than repeating the last value, 1 day ahead'])
    expect(await verdict({ ...skill(0.2), count: count.map(() => 3) })).toEqual([
      'none',
      'less error than repeating the last value, 1 day ahead; only 3 forecasts so far',
    ])
    expect(await verdict(skill(0.003))).toEqual([
      'none',
      'about as much error as repeating the last value, 1 day ahead',
    ])
    expect(await verdict(skill(-0.2))).toEqual([
      'worse',
      'more error than repeating the last value, 1 day ahead: do not trust this lead',
    ])
  })

  it('are in standard deviations if the run uses them, also at an earlier time', async () => {
    const unit = 7.5
    const { mae, rmse } = rows.at(-1)!.scores
    const inUnits = { units: Float64Array.of(unit), mae: mae.map((x) => x / unit), rmse: rmse.map((x) => x / unit) }
    const page = await look(withScores(inUnits), true)
    const first = page.locator('.facts div').first()
    await expect
      .poll(() => first.textContent())
      .toBe(`MAE${(mae[0]! / unit).toFixed(3)}mean absolute error, in standard deviations`)
    await page.locator('.panel-overview input').fill('400')
    await expect.poll(() => first.textContent()).toContain(`MAE${(rows[400]!.scores.mae[0]! / unit).toFixed(3)}`)
    await page.getByRole('button', { name: 'MAE', exact: true }).click()
    await expect
      .poll(() => page.locator('.panel-rolling .about').textContent())
      .toMatch(/, in standard deviations, over/)
  })

  it('explain that nothing can be better if persistence makes no error', async () => {
    const none = rows.at(-1)!.scores.mae.map(() => Number.NaN)
    const page = await look(withScores({ skillPersistence: none }), true)
    await expect
      .poll(() => page.locator('.claim').textContent())
      .toBe('no skill to state, 1 day ahead: repeating the last value makes no error here')
    expect(await page.locator('b.skill').textContent()).toBe('–')
  })
})
