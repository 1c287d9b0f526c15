import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dropPage } from './drop-page.ts'
import { inBrowser, pages } from './pages.ts'

inBrowser('what the page without a server says of a file', () => {
  const { visit } = pages()
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-refused-'))
  beforeAll(async () => {
    writeFileSync(join(folder, 'words.csv'), 'name,place\nAnna,Rome\n')
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
  })

  it('reports problems with a file, and with a setting', async () => {
    const { page } = await visit(dropPage)
    const problem = page.getByRole('alert')
    await page.setInputFiles('#file', join(folder, 'words.csv'))
    await expect
      .poll(() => problem.textContent())
      .toMatch(/^words\.csv: expected a column of times .*, got “Anna” in “name”; name/)
    for (const [name, text, got] of [
      ['empty.csv', '', 'an empty file'],
      ['header.csv', 'date,value\n', 'a header only'],
    ] as const) {
      writeFileSync(join(folder, name), text)
      await page.setInputFiles('#file', join(folder, name))
      await expect.poll(() => problem.textContent()).toMatch(new RegExp(`^${name}: expected .*, got ${got}`))
    }
    writeFileSync(join(folder, 'bad.csv'), 'date,value\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n2024-01-04,"4\n')
    await page.setInputFiles('#file', join(folder, 'bad.csv'))
    await expect.poll(() => problem.textContent()).toMatch(/^bad\.csv:5:12 expected the quote opened here to be closed/)
    await page.getByRole('button', { name: 'Try the weather of Seattle' }).click()
    await page.getByRole('link', { name: 'All forecasts as CSV' }).waitFor()
    await page.locator('summary', { hasText: 'More settings' }).click()
    await page.getByLabel('One step').fill('1 fortnight')
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await expect.poll(() => problem.textContent()).toMatch(/expected .*1 fortnight/)
  })

  it('refuses what the command line refuses, in words for a page', async () => {
    const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
    const days = Array.from({ length: 100 }, (_, i) => day(i))
    const refused = {
      'book.csv': ['PK\x03\x04 and so on', /^book\.csv: expected a workbook \(\.xlsx\), got a file that is not one/],
      'torn.csv.gz': [
        gzipSync(`date,value\n${days.map((date, i) => `${date},${i}\n`).join('')}`).subarray(0, 200),
        /^torn\.csv\.gz: expected a whole gzip file, got ".+" after 200 bytes; download it again, or decompress it first/,
      ],
    } as const
    const { page } = await visit(dropPage)
    for (const [name, [text, problem]] of Object.entries(refused)) {
      writeFileSync(join(folder, name), text)
      await page.setInputFiles('#file', join(folder, name))
      await expect.poll(() => page.getByRole('alert').textContent()).toMatch(problem)
      expect(await page.getByRole('button', { name: 'Forecast', exact: true }).count()).toBe(0)
    }
  })

  it('takes the settings of the form, and warns of doubtful assumptions', async () => {
    const hour = (i: number) => new Date(i * 3_600_000).toISOString().slice(0, 16)
    const lines = Array.from({ length: 100 }, (_, i) => `${hour(i)},${i % 24},${(i * 7) % 5}\n`)
    writeFileSync(join(folder, 'two.csv'), `time,value,other\n${lines.join('')}`)
    const { page } = await visit(dropPage)
    await page.setInputFiles('#file', join(folder, 'two.csv'))
    const link = page.getByRole('link', { name: 'All forecasts as CSV' })
    await link.waitFor()
    await expect
      .poll(() => page.locator('.warning').allTextContents())
      .toEqual(['times without an offset were read as UTC; set their zone under More settings'])
    expect(await page.locator('.headline h2').textContent()).toBe('Next: value')
    await page.getByRole('combobox', { name: 'Forecast' }).selectOption('other')
    await page.getByLabel('Steps ahead').fill('5')
    await page.locator('summary', { hasText: 'More settings' }).click()
    await page.getByLabel('Zone').fill('Europe/Berlin')
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await expect.poll(() => page.locator('.headline h2').textContent()).toBe('Next: other')
    await link.waitFor()
    expect(await page.locator('.leads-ahead tbody tr').count()).toBe(5)
    expect(await page.locator('.warning').count()).toBe(0)
    await page.getByLabel('Encoding').fill('klingon')
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('klingon')
    const ragged = Array.from({ length: 60 }, (_, i) => `${hour(24 * i)}Z,${i % 7}${i % 5 === 4 ? ',9' : ''}\n`)
    writeFileSync(join(folder, 'ragged.csv'), `time,value\n${ragged.join('')}`)
    await page.setInputFiles('#file', join(folder, 'ragged.csv'))
    await expect
      .poll(() => page.locator('.warning').allTextContents())
      .toEqual([
        expect.stringMatching(
          /^12 of 60 rows were not used \(12 rejected, 0 skipped\); the most frequent reason, 12 times: ragged\.csv:6 /,
        ),
      ])
  })

  it('lists several series, and the next forecasts of all of them', async () => {
    const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
    const rows = Array.from(
      { length: 120 },
      (_, i) => `${day(i >> 1)},${i % 2 ? 'south' : 'north'},${i % 2 ? 500 + (i % 3) : i % 5}\n`,
    )
    writeFileSync(join(folder, 'shops.csv'), `date,shop,sales\n${rows.join('')}`)
    const { page } = await visit(dropPage)
    await page.setInputFiles('#file', join(folder, 'shops.csv'))
    await page.getByRole('link', { name: 'All forecasts as CSV' }).waitFor()
    expect(await page.locator('.found').textContent()).toContain('2 series by shop')
    await page.getByRole('option', { name: 'north' }).click()
    await expect.poll(() => page.locator('.headline .about').textContent()).toMatch(/^1 day after \d\.?\d* on/)
    await page.getByRole('option', { name: 'south' }).click()
    await expect.poll(() => page.locator('.headline .about').textContent()).toMatch(/^1 day after 50\d/)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Next forecasts as CSV' }).click(),
    ])
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines[0]).toMatch(/^shop,series,origin,time,lead,forecast,lower_80/)
    expect(lines).toHaveLength(15)
  })
})
