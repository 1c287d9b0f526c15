import type { BrowserContextOptions } from 'playwright-core'
import { expect, it } from 'vitest'
import type { ScoredData } from '../../src/series/scored.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { labels, rememberLabels } from './labels.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, savedValues } from './visit.ts'

const hourMs = 3_600_000

/** The same run with every number through `change`, and rows `step` milliseconds apart. */
function changed(run: readonly ScoredData[], change: (value: number) => number, step = 24 * hourMs): ScoredData[] {
  const begin = run[0]!.observation.time
  const numbers = (array: Float64Array) => array.map(change)
  return run.map((scored, row): ScoredData => {
    const time = begin + row * step
    return {
      ...scored,
      origin: time,
      observation: { ...scored.observation, time, values: Array.from(scored.observation.values, change) },
      times: scored.leads.map((lead) => time + lead * step),
      values: numbers(scored.values),
      lower: scored.lower.map(numbers),
      upper: scored.upper.map(numbers),
    }
  })
}

inBrowser('figures and times on the page', () => {
  const { visit, show } = pages()
  async function look(run: readonly ScoredData[], words = '#lead=1', options: BrowserContextOptions = {}) {
    const { url } = await show(run, { targets: ['a'] })
    const { page } = await visit('about:blank', options)
    await rememberLabels(page)
    await page.goto(`${url}${words}`)
    await expect.poll(() => chip(page)).toMatch(/ended|paused/)
    return page
  }

  it('distinguish a million from a million and a tenth', async () => {
    const run = changed(scoredWeather({ rows: 300 }), (value) => Math.round(1e10 + value * 100) / 1e4)
    const page = await look(run)
    const values = await savedValues(page)
    const past = values.slice(0, -7)
    expect(past.length).toBeGreaterThan(80)
    const from = run.length - past.length
    past.forEach(({ actual, forecast, residual }, i) => {
      const { observation } = run[from + i]!
      const said = run[from + i - 1]!.values[0]!
      expect(actual).toBe(String(observation.values[0]))
      // No more than the four decimals there were.
      expect(forecast).toBe(String(said))
      expect(Number(residual)).toBeCloseTo(observation.values[0]! - said, 6)
    })
    expect(await page.locator('.readout').textContent()).toContain(
      `actual ${past.at(-1)!.actual!.replace('1000', '1,000,')}`,
    )
    const ticks = await labels(page, 'forecast', 'left')
    expect(ticks.length).toBeGreaterThan(3)
    expect(new Set(ticks).size).toBe(ticks.length)
    for (const tick of ticks) expect(tick).toMatch(/^(1,000,000|999,999)\.\d+$/)
  })

  it('show values as they were written', async () => {
    const page = await look(scoredWeather({ rows: 300 }))
    for (const { actual, lead } of (await savedValues(page)).slice(0, -7)) {
      expect(actual).toMatch(/^-?\d+(\.\d)?$/)
      expect(lead).toBe('1')
    }
  })

  it('save the leads ahead only while they are visible', async () => {
    const run = scoredWeather({ rows: 300 })
    const whole = await savedValues(await look(run))
    expect(whole.filter(({ actual }) => actual === '').length).toBe(7)
    const past = await savedValues(await look(run, '#lead=1&window=2012-03-01T00:00:00Z..2012-04-01T00:00:00Z'))
    expect(past.length).toBe(33)
    expect(past.filter(({ actual }) => actual === '')).toEqual([])
  })

  it('do not round away any tick of an axis', async () => {
    const page = await look(scoredWeather({ rows: 300 }))
    await page.locator('.panel-rolling').scrollIntoViewIfNeeded()
    for (const metric of ['skill', 'coverage', 'MAE', 'MASE']) {
      await page.getByRole('button', { name: metric, exact: true }).click()
      await expect
        .poll(() => labels(page, 'rolling', 'left').then(({ length }) => length), { message: metric })
        .toBeGreaterThan(1)
      const ticks = await labels(page, 'rolling', 'left')
      const numbers = ticks.map((tick) => Number(tick.replace('−', '-').replace(' %', '')))
      const steps = numbers.slice(1).map((number, i) => number - numbers[i]!)
      // Evenly spaced as written, with as many decimals each.
      for (const step of steps) expect(step, `${metric}: ${ticks}`).toBeCloseTo(steps[0]!, 9)
      expect(new Set(ticks.map((tick) => tick.replace(' %', '').split('.')[1]?.length)).size, String(ticks)).toBe(1)
    }
  })

  it('follow the time zone on the axis too, in both directions, and name it', async () => {
    const run = changed(scoredWeather({ rows: 300 }), (value) => value, hourMs)
    const page = await look(run, '#lead=1&window=2012-01-05T00:00:00Z..2012-01-05T12:00:00Z', {
      timezoneId: 'Asia/Kolkata',
    })
    const ticks = () => labels(page, 'forecast', 'beneath')
    const picker = page.getByRole('combobox', { name: 'Time' })
    expect(await picker.locator('option').allTextContents()).toEqual(['UTC', 'Asia/Calcutta'])
    await expect.poll(ticks).toContain('06:00')
    const utc = await ticks()
    await picker.selectOption('local')
    // Half past five until half past five, on round hours there.
    await expect.poll(ticks).toContain('17:00')
    expect(utc).not.toContain('17:00')
    expect(await page.locator('.readout').textContent()).toMatch(/^\w+ \d+ \w+ \d{4} \d\d:30/)
    await picker.selectOption('data')
    await expect.poll(ticks).toEqual(utc)
  })

  it('are those that clocks show in the zone of the data', async () => {
    const run = changed(scoredWeather({ rows: 300 }), (value) => value, hourMs)
    const { url } = await show(run, { targets: ['a'], cadence: '1h +09:00' })
    const { page } = await visit('about:blank')
    await rememberLabels(page)
    await page.goto(`${url}#lead=1&window=2012-01-05T00:00:00Z..2012-01-05T12:00:00Z`)
    await expect.poll(() => page.locator('.readout').textContent()).toMatch(/^Thu 5 Jan 2012 21:00/)
    await expect.poll(() => labels(page, 'forecast', 'beneath')).toContain('18:00')
    expect(await page.getByRole('combobox', { name: 'Time' }).locator('option').first().textContent()).toBe('+09:00')
    expect((await savedValues(page)).at(-1)!.time).toBe('2012-01-05T21:00:00.000+09:00')
  })

  it('keep dates in a zone behind UTC', async () => {
    const page = await look(scoredWeather({ rows: 300 }), '#lead=1&zone=local', { timezoneId: 'America/New_York' })
    expect(await page.locator('.readout').textContent()).toMatch(/^Fri 26 Oct 2012 /)
    await expect.poll(() => labels(page, 'forecast', 'beneath')).toContain('30 Jul')
    const ticks = await labels(page, 'forecast', 'beneath')
    const utc = await look(scoredWeather({ rows: 300 }), '#lead=1', { timezoneId: 'UTC' })
    await expect.poll(() => labels(utc, 'forecast', 'beneath')).toEqual(ticks)
    expect(await page.getByRole('combobox', { name: 'Time' }).isHidden()).toBe(true)
  })
})
