import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
      await expect.poll(() => problem.textContent()).toBe(`${name}: expected a header and rows, got ${got}`)
    }
    writeFileSync(join(folder, 'bad.csv'), 'date,value\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n2024-01-04,"4\n')
    await page.setInputFiles('#file', join(folder, 'bad.csv'))
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await expect.poll(() => problem.textContent()).toMatch(/^bad\.csv:5:12 expected the quote opened here to be closed/)
    await page.getByRole('button', { name: 'Try the weather of Seattle' }).click()
    await page.getByText('More settings').click()
    await page.getByLabel('One step').fill('1 fortnight')
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await expect.poll(() => problem.textContent()).toMatch(/^One step: expected .*1 fortnight/)
  })

  it('refuses what the command line refuses, in words for a page', async () => {
    const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
    const days = Array.from({ length: 100 }, (_, i) => day(i))
    const shops = ['Rome', 'Oslo', 'Bern', 'Pisa'] as const
    const refused = {
      'shops.csv': [
        `date,shop,sales\n${days.flatMap((date, i) => shops.map((shop) => `${date},${shop},${i % 7}\n`)).join('')}`,
        /^shops\.csv: expected one series, got 4: “shop” tells them apart; keep/,
      ],
      'book.csv': [
        'PK\x03\x04 and so on',
        /^book\.csv: expected a CSV file, got a workbook or an archive; save its sheet as CSV$/,
      ],
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

  it('reads again in the chosen encoding, and warns of doubtful assumptions', async () => {
    const hour = (i: number) => new Date(i * 3_600_000).toISOString().slice(0, 16)
    // The first letter that is no ASCII stands beyond what is looked at.
    const lines = Array.from(
      { length: 16_000 },
      (_, i) => `${hour(i)},${i % 24},${i === 15_990 ? 'Gr\u00f6\u00dfe' : 'x'}\n`,
    )
    writeFileSync(join(folder, 'late.csv'), Buffer.from(`time,value,note\n${lines.join('')}`, 'latin1'))
    const { page } = await visit(dropPage)
    await page.setInputFiles('#file', join(folder, 'late.csv'))
    const coding = page.getByLabel('Encoding')
    await expect.poll(() => coding.inputValue()).toBe('utf-8')
    await page.getByText('More settings').click()
    await coding.fill('klingon')
    await coding.press('Tab')
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('klingon')
    await coding.fill('windows-1252')
    await coding.press('Tab')
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('')
    expect(await coding.inputValue()).toBe('windows-1252')
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect
      .poll(() => page.locator('.warning').allTextContents())
      .toEqual(['times without an offset were read as UTC; set their zone under More settings'])
    const ragged = Array.from({ length: 60 }, (_, i) => `${hour(24 * i)}Z,${i % 7}${i % 5 === 0 ? ',9' : ''}\n`)
    writeFileSync(join(folder, 'ragged.csv'), `time,value\n${ragged.join('')}`)
    await page.setInputFiles('#file', join(folder, 'ragged.csv'))
    await page.getByRole('button', { name: 'Forecast', exact: true }).click()
    await expect
      .poll(() => page.locator('.warning').allTextContents())
      .toEqual([
        expect.stringMatching(
          /^12 of 60 rows were not used \(12 rejected, 0 skipped\); the most frequent reason, 12 times: ragged\.csv:2 /,
        ),
      ])
  })
})
