import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { folderWith } from '../cli/command.ts'
import { dropPage } from './drop-page.ts'
import { inBrowser, pages } from './pages.ts'
import { chip, drawn, seriousFindings } from './visit.ts'

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
const line = (i: number, more = 0) => `${day(i)},${more + 10 + ((i * 7) % 11) / 4}\n`
const lines = (from: number, to: number, more = 0) =>
  Array.from({ length: to - from }, (_, i) => line(from + i, more)).join('')
const head = 'date,value\n'

async function saved(page: Page, name: string): Promise<string> {
  const link = page.getByRole('link', { name })
  await link.waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return readFileSync(await download.path(), 'utf8')
}
const both = async (page: Page) => [
  await saved(page, 'Next forecasts as CSV'),
  await saved(page, 'All forecasts as CSV'),
]
const account = async (page: Page) => (await page.locator('.notes li').first().textContent())!.replace(/ rows = .*/, '')

inBrowser('the page without a server after a reload', () => {
  const { visit } = pages()
  const drop = async (page: Page, folder: string, name: string) => {
    await page.setInputFiles('#file', join(folder, name))
    await expect.poll(() => chip(page)).toBe('finished run')
    await page.getByRole('link', { name: 'All forecasts as CSV' }).waitFor()
  }
  const went = (page: Page) => page.getByText(/^Went on after/)

  it.each([
    ['its rows in order', (text: string) => text],
    ['no line end at the end', (text: string) => text.trimEnd()],
    ['rows out of order', (text: string) => text.replace(line(20), '').replace(line(30), line(30) + line(20))],
    ['a bad row', (text: string) => text.replace(`${day(40)},`, `${day(40)},9,`)],
    [
      'two series',
      (text: string) =>
        text.replace('date,', 'date,shop,').replace(/^(2024-\d+-\d+),(.*)$/gm, '$1,north,$2\n$1,south,9$2'),
    ],
  ])('shows what it showed, and goes on with the grown file as if it had not stopped: %s', async (_, form) => {
    const grown = form(head + lines(0, 80))
    const short = form(head + lines(0, 60))
    const folder = folderWith({ 'a.csv': short, 'whole.csv': grown })
    const { page } = await visit(dropPage)
    await drop(page, folder, 'a.csv')
    const before = await both(page)
    await expect.poll(() => page.locator('.sentence').textContent()).toMatch(/^60 rows/)
    const sentence = await page.locator('.sentence').textContent()
    await page.reload()
    await expect.poll(() => page.locator('h1').textContent()).toMatch(/^a\.csv/)
    await expect.poll(() => chip(page)).toBe('finished run')
    expect(await both(page)).toEqual(before)
    await expect.poll(() => page.locator('.sentence').textContent()).toBe(sentence)
    await expect.poll(() => drawn(page, '.panel-forecast')).toBeGreaterThan(0.005)

    writeFileSync(join(folder, 'a.csv'), grown)
    await drop(page, folder, 'a.csv')
    await went(page).waitFor()
    const after = await both(page)
    await expect.poll(() => account(page)).not.toBe('60')
    const rows = await account(page)
    await page.reload()
    await expect.poll(() => chip(page)).toBe('finished run')
    expect(await both(page)).toEqual(after)
    await drop(page, folder, 'whole.csv')
    expect(await went(page).count()).toBe(0)
    expect(after).toEqual(await both(page))
    await expect.poll(() => account(page)).toBe(rows)
  })

  it('keeps nothing before a file came, lists the files, and forgets them', async () => {
    const folder = folderWith({ 'a.csv': head + lines(0, 60), 'b.csv': head + lines(0, 50) })
    const { page } = await visit(dropPage)
    expect(await page.evaluate(() => indexedDB.databases().then((all) => all.length))).toBe(0)
    expect(await page.locator('.kept').isHidden()).toBe(true)
    await drop(page, folder, 'a.csv')
    await drop(page, folder, 'b.csv')
    await page.reload()
    await expect.poll(() => page.locator('h1').textContent()).toBe('b.csv')
    expect(await page.locator('.kept li').allTextContents()).toEqual([
      expect.stringMatching(/^b\.csv 50 rows, until Mon 19 Feb 2024/),
      expect.stringMatching(/^a\.csv 60 rows, until Thu 29 Feb 2024/),
    ])
    expect(await seriousFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Show a.csv' }).click()
    await expect.poll(() => page.locator('h1').textContent()).toBe('a.csv')
    for (const name of ['a.csv', 'b.csv']) await page.getByRole('button', { name: `Forget ${name}` }).click()
    await expect.poll(() => page.locator('.kept').isHidden()).toBe(true)
    expect(await page.locator('h1').textContent()).toBe('forecast a file')
    await page.reload()
    await expect.poll(() => page.locator('h1').textContent()).toBe('forecast a file')
    expect(await page.locator('.kept').isHidden()).toBe(true)
  })

  it('starts again with a file of the same name that has other rows, and with other settings', async () => {
    const folder = folderWith({ 'a.csv': head + lines(0, 60) })
    const { page } = await visit(dropPage)
    await drop(page, folder, 'a.csv')
    writeFileSync(join(folder, 'a.csv'), head + lines(0, 70, 500))
    await drop(page, folder, 'a.csv')
    expect(await went(page).count()).toBe(0)
    await expect.poll(() => account(page)).toBe('70')
    await expect.poll(() => page.locator('.kept li').count()).toBe(2)
    await page.getByLabel('Steps ahead').fill('3')
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await expect.poll(() => page.locator('.kept li').count()).toBe(3)
    expect((await saved(page, 'Next forecasts as CSV')).trim().split('\n')).toHaveLength(4)
    // The first file is still known, and so are the settings that were used last.
    writeFileSync(join(folder, 'a.csv'), head + lines(0, 65))
    await drop(page, folder, 'a.csv')
    await went(page).waitFor()
    await expect.poll(() => account(page)).toBe('65')
  })
})
