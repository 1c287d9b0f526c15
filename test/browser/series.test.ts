import { beforeAll, expect, it } from 'vitest'
import type { Dashboard } from '../../src/server/dashboard.ts'
import { scoredWeather } from '../server/scored-weather.ts'
import { inBrowser, pages } from './pages.ts'
import { seriousFindings } from './visit.ts'

const long = (i: number) => `temperature_of_the_outer_wall_of_building_number_${i}_in_degrees`
const targets = [long(1), long(2), 'humidity', 'flow, m³/h']

inBrowser('the picker of series', () => {
  const { ended, show } = pages()
  let dashboard: Dashboard
  beforeAll(async () => {
    dashboard = await show(scoredWeather({ channels: 4, rows: 400 }), { title: 'many', targets })
  })
  async function look(width = 1280) {
    const page = await ended(dashboard.url, { viewport: { width, height: 900 } })
    const field = page.getByRole('combobox', { name: 'series' })
    const heading = () => page.locator('.panel-forecast h2').textContent()
    const active = async () => {
      const id = await field.getAttribute('aria-activedescendant')
      return id === null ? null : page.locator(`[id="${id}"]`).textContent()
    }
    return { page, field, heading, active }
  }

  it('lists all, filters by text, and picks with the keyboard alone', async () => {
    const { page, field, heading, active } = await look()
    await expect.poll(heading).toBe(`Forecast: ${targets[0]}, 1 day ahead`)
    await field.focus()
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('.options [role=option]').allTextContents()).toEqual(targets)
    expect(await field.getAttribute('aria-expanded')).toBe('true')
    expect(await active()).toBe(targets[0])
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    expect(await active()).toBe('humidity')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.type('NUMBER_2')
    expect(await page.locator('.options [role=option]').allTextContents()).toEqual([targets[1]])
    await page.keyboard.press('Enter')
    await expect.poll(heading).toBe(`Forecast: ${targets[1]}, 1 day ahead`)
    expect(await page.locator('.options:visible').count()).toBe(0)
    expect(await field.inputValue()).toBe(targets[1])
  })

  it('leaves the view unchanged when it is dismissed', async () => {
    const { page, field, heading } = await look()
    await field.focus()
    await page.keyboard.type('humi')
    await page.keyboard.press('Escape')
    expect(await field.inputValue()).toBe(targets[0])
    await page.keyboard.type('nothing of this name')
    await page.keyboard.press('Enter')
    await page.locator('h1').click()
    await expect.poll(() => field.inputValue()).toBe(targets[0])
    expect(await heading()).toBe(`Forecast: ${targets[0]}, 1 day ahead`)
  })

  it('picks by a click, and distinguishes long names by their ends, on a phone too', async () => {
    const { page, field, heading } = await look(360)
    await field.click()
    await page.locator('.options').getByRole('option', { name: 'flow' }).click()
    await expect.poll(heading).toBe('Forecast: flow, m³/h, 1 day ahead')
    const names = page.locator('.rows-line .line:visible .long-name')
    const short = await names.allTextContents()
    expect(new Set(short).size).toBe(4)
    expect(await names.nth(0).getAttribute('title')).toBe(targets[0])
    for (const name of await names.all()) {
      const [row, text] = await Promise.all([name.locator('..').boundingBox(), name.boundingBox()])
      expect(text!.x + text!.width).toBeLessThanOrEqual(row!.x + row!.width)
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  })
})
