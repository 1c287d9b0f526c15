import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { commandHere, folderWith } from '../cli/command.ts'
import { dropPage } from './drop-page.ts'
import { inBrowser, pages } from './pages.ts'
import type { Visit } from './visit.ts'

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
/** Sixty days, some of them spoilt: each line as `spoil` leaves it. */
const table = (spoil: (line: string, i: number) => string | undefined, header = 'date,value') =>
  `${header}\n${Array.from({ length: 60 }, (_, i) => spoil(`${day(i)},${10 + ((i * 7) % 11) / 4}`, i))
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n`)
    .join('')}`
const spoilt = (spoils: Readonly<Record<number, (line: string, i: number) => string | undefined>>) =>
  table((line, i) => (spoils[i] ? spoils[i](line, i) : line))

const western = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'
const codes = [
  ...'\x80\x82\x83\x84\x85\x86\x87\x88\x89\x8a\x8b\x8c\x8e\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9e\x9f',
]
const windows1252 = (text: string) =>
  Buffer.from(
    text.replace(new RegExp(`[${western}]`, 'g'), (letter) => codes[western.indexOf(letter)]!),
    'latin1',
  )

/** A file, and how many of its rows a run rejects. */
const files: Readonly<Record<string, { text: string | Buffer; rejected: number; hints?: readonly string[] }>> = {
  'clean.csv': { text: spoilt({}), rejected: 0 },
  'ragged.csv': { text: spoilt({ 20: (line) => `${line},9`, 30: (_, i) => day(i) }), rejected: 2 },
  'words.csv': { text: spoilt({ 20: (_, i) => `${day(i)},high`, 30: (_, i) => `${day(i)},NaN` }), rejected: 0 },
  'infinite.csv': {
    text: spoilt({ 20: (_, i) => `${day(i)},Infinity`, 30: (_, i) => `${day(i)},1e999` }),
    rejected: 1,
  },
  'mark.csv': { text: `\ufeff${spoilt({})}`, rejected: 0 },
  'windows.csv': { text: spoilt({ 20: (line) => `${line},9` }).replaceAll('\n', '\r\n'), rejected: 1 },
  'twice.csv': {
    text: spoilt({ 20: (line) => `${line}\n${line}`, 30: (line) => `date,value\n${line}` }),
    rejected: 0,
  },
  'backward.csv': {
    text: spoilt({ 20: (line) => `${line}\n${day(5)},99`, 30: (_, i) => `nodate${i},3` }),
    rejected: 2,
  },
  'gaps.csv': { text: table((line, i) => ((i > 20 && i < 25) || i === 40 ? undefined : line)), rejected: 0 },
  'unclosed.csv': { text: spoilt({ 50: (_, i) => `${day(i)},"12` }), rejected: 1 },
  'comma.csv': {
    text: spoilt({ 20: (line) => `${line},9` })
      .replaceAll(',', ';')
      .replaceAll('.', ','),
    rejected: 1,
  },
  'missing.csv': {
    text: spoilt({ 20: (_, i) => `${day(i)},n/a`, 30: (_, i) => `${day(i)},-` }),
    rejected: 0,
  },
  'packed.csv.gz': { text: gzipSync(spoilt({ 20: (line) => `${line},9` })), rejected: 1 },
  'western.csv': {
    // Every letter of 0x80–0x9F, which one decoder or another reads as control characters.
    text: windows1252(spoilt({}).replace('value', `Größe ${western}`)),
    rejected: 0,
  },
  'german.csv': {
    text: table(
      (line, i) => `${line.split(',')[0]!.split('-').reverse().join('.')};1.${200 + i},${i % 7}5 €`,
      'Datum;Umsatz',
    ),
    rejected: 0,
  },
  'newest-first.csv': {
    text: `date,value\n${spoilt({}).trim().split('\n').slice(1).reverse().join('\n')}\n`,
    rejected: 0,
  },
  'shops.csv': {
    text: `date,shop,value\n${Array.from({ length: 120 }, (_, i) => `${day(i >> 1)},${i % 2 ? 'south' : 'north'},${5 + (i % 14)}\n`).join('')}`,
    rejected: 0,
  },
  'tokyo.csv': {
    text: `time,load\n${Array.from({ length: 200 }, (_, i) => `${new Date(Date.UTC(2024, 2, 20, i)).toISOString().slice(0, 19)}+09:00,${20 + (i % 24) + ((i * 7) % 11) / 4}\n`).join('')}`,
    rejected: 0,
  },
  'rows.json': {
    text: JSON.stringify(Array.from({ length: 60 }, (_, i) => ({ date: day(i), value: 10 + ((i * 7) % 11) / 4 }))),
    rejected: 0,
  },
  'wide.csv': {
    text: Buffer.from(`\ufeff${spoilt({}).replace('value', 'Größe')}`, 'utf16le'),
    rejected: 0,
  },
}

async function saved(page: Page, name: string): Promise<string | undefined> {
  const link = page.getByRole('link', { name })
  if ((await link.count()) === 0) return undefined
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return readFileSync(await download.path(), 'utf8')
}

/** Rejects in the order of the file: where rows are read ahead, those that a step rejects come after later ones of the source. */
const inOrder = (ndjson: string | undefined) =>
  (ndjson ?? '')
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
    .sort((a, b) => a.line - b.line)

function written(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

inBrowser('the page and the command line', () => {
  const { visit } = pages()
  /** One page for all files, one after the other: what is left of one would be seen at the next. */
  let opened: Visit
  beforeAll(async () => {
    opened = await visit(dropPage)
  })

  it.each(Object.entries(files))('agree on %s', async (name, { text, rejected, hints = [] }) => {
    const inner = folderWith({})
    writeFileSync(join(inner, name), text)
    const commanded = await commandHere(['forecast', name, '--out', 'out.csv', '--json', ...hints], inner)
    await commandHere(['init', name, '--output', 'all.yaml', ...hints], inner)
    await commandHere(['run', 'all.yaml', '--quiet'], inner)

    const { page } = opened
    await page.setInputFiles('#file', join(inner, name))
    await page.getByRole('link', { name: 'All forecasts as CSV' }).waitFor()
    const { rows } = JSON.parse(commanded.stdout)
    const forecasts = await saved(page, 'All forecasts as CSV')
    expect(forecasts!.split('\n').length).toBeGreaterThan(300)
    // The forecasts of all origins are what the pipeline that `init` writes for the file writes.
    expect(forecasts).toBe(written(join(inner, `out/${name.replace(/\..*/, '')}.csv`)))
    expect(await saved(page, 'Next forecasts as CSV')).toBe(written(join(inner, 'out.csv')))

    const rejects = inOrder(await saved(page, 'Rejected rows'))
    expect(rejects).toHaveLength(rejected)
    expect(rejects).toEqual(inOrder(written(join(inner, 'out.csv.rejects.ndjson'))))
    // An input that breaks off is a failure of the command.
    if (rows === undefined) return
    expect(rows.rejected).toBe(rejected)
    const { accepted, imputed, skipped } = rows
    await expect
      .poll(() => page.locator('.notes li').first().textContent())
      .toMatch(`${accepted} accepted + ${imputed} imputed + ${rejected} rejected + ${skipped} skipped`)
  })
})
