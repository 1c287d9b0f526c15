import { appendFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { readCsv } from '../../src/sources/csv.ts'
import type { CsvOptions } from '../../src/sources/csv-text.ts'
import { readNdjson } from '../../src/sources/ndjson.ts'
import type { SourceRecipe } from '../../src/sources/source.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { fileOf } from './gathered.ts'

const text = `day,y,s
2024-01-01,1,a
2024-01-02,x,a
2024-01-02,2,b
day,y,s
2024-01-03,,a
2024-01-04,4,b
2024-01-05,5,"a"
`
const csv = (path: string, more: Partial<CsvOptions> = {}) => readCsv({ path, time: 'day', target: 'y', ...more })
const seen = ({ time, values, key }: Observation) =>
  `${new Date(time).toISOString().slice(5, 16)} ${values[0]} ${key ?? ''}`

/** What a reading from a position yields, up to a number of batches of one row, and what it leaves. */
async function read(recipe: SourceRecipe, from: Uint8Array | undefined, ledger = new Ledger(), stopAt = 1e9) {
  const source = recipe({ resolve: (name) => name, strict: false })
  const reading = source.open(ledger, new AbortController().signal, 1, from)
  const rows: string[] = []
  let settled = false
  let position = from
  let saved = new Ledger()
  let batches = 0
  const keep = () => {
    if (!reading.position) return
    position = snapshot(reading.position)
    saved = new Ledger()
    restore(saved, snapshot(ledger))
  }
  for await (const batch of reading.batches) {
    rows.push(...batch.map(seen))
    if (reading.settled && !settled) keep()
    settled = reading.settled ?? false
    if (!settled) keep()
    if (++batches === stopAt) break
  }
  return { rows, position, saved, ledger, warnings: reading.warnings, failure: reading.failure?.message }
}
const begin = new Uint8Array(0)

/** Stops after each batch and goes on, and compares with a reading that never stopped. */
async function goesOnEverywhere(recipe: SourceRecipe) {
  const whole = await read(recipe, begin)
  expect(whole.rows.length).toBeGreaterThan(2)
  for (let stop = 1; stop < 30; stop++) {
    const first = await read(recipe, begin, new Ledger(), stop)
    const rest = await read(recipe, first.position, first.saved)
    const kept = first.rows.slice(0, whole.rows.length - rest.rows.length)
    expect([...kept, ...rest.rows]).toEqual(whole.rows)
    expect(rest.ledger.counts).toEqual(whole.ledger.counts)
    expect(rest.failure).toBeUndefined()
  }
}

describe('a source that goes on', () => {
  const ndjson = text
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(','))
    .map(([time, value, s]) => JSON.stringify({ time, value: value === 'y' ? 'no' : Number(value), s }))

  it.each([
    ['a CSV file', () => csv(fileOf(text))],
    ['one of several series', () => csv(fileOf(text), { by: 's' })],
    ['one with rows left out', () => csv(fileOf(text), { where: { s: 'a' } })],
    ['one without a last line end', () => csv(fileOf(text.trimEnd()))],
    ['one in UTF-16', () => csv(fileOf(Buffer.from(text, 'utf16le')), { encoding: 'utf-16le' })],
    ['a compressed one', () => csv(fileOf(gzipSync(text)))],
    ['lines of JSON', () => readNdjson({ path: fileOf(`${ndjson.join('\n')}\n`) })],
    ['a JSON array', () => readNdjson({ path: fileOf(`[${ndjson.join(',')}]`) })],
    ['sorted rows', () => csv(fileOf(text.replace('2024-01-01', '2024-02-01')), { sort: true })],
    ['the newest rows', () => csv(fileOf(text), { by: 's', newest: 2 })],
    ['the newest rows in order', () => csv(fileOf(text), { sort: true, newest: 3 })],
    ['windows of a day', () => csv(fileOf(text), { resample: { to: '1d', with: 'sum' } })],
    [
      'windows of a week, by key',
      () =>
        csv(fileOf(`${text}2024-01-09,6,a\n2024-01-03,7,b\n2024-01-19,6,a\n`), {
          by: 's',
          resample: { to: '1w', wait: '1d', with: 'ohlc' },
        }),
    ],
    ['sums of days', () => csv(fileOf(`${text}2024-01-05T12:00,6,a\n2024-01-06T12:00,6,a\n`), { sum: '1d' })],
  ])('reads %s as if it had never stopped', async (_, recipe) => {
    await goesOnEverywhere(recipe())
  })

  it('reads only what was added', async () => {
    const path = fileOf(text)
    const first = await read(csv(path), begin)
    expect((await read(csv(path), first.position)).rows).toEqual([])
    appendFileSync(path, '2024-01-06,6,a\n2024-01-07,7')
    const second = await read(csv(path), first.position)
    expect(second.rows).toEqual(['01-06T00:00 6 '])
    expect(second.ledger.rejected).toBe(1)
    // The line was half written.
    appendFileSync(path, '7,a\n')
    expect((await read(csv(path), second.position)).rows).toEqual(['01-07T00:00 77 '])
  })

  it('reads sums again of a day that was not over', async () => {
    const path = fileOf('day,y\n2024-01-01,1\n2024-01-02T01:00,2\n')
    const first = await read(csv(path, { sum: '1d' }), begin)
    expect(first.rows).toEqual(['01-01T00:00 1 ', '01-02T00:00 2 '])
    appendFileSync(path, '2024-01-02T02:00,3\n2024-01-04,4\n')
    const { rows, ledger } = await read(csv(path, { sum: '1d' }), first.position, first.saved)
    expect(rows).toEqual(['01-02T00:00 5 ', '01-03T00:00 0 ', '01-04T00:00 4 '])
    expect(ledger.counts).toMatchObject({ rows: 4, accepted: 4, filled: 1 })
  })

  it('recognises a file that was cut or altered', async () => {
    const path = fileOf(text)
    const { position } = await read(csv(path), begin)
    writeFileSync(path, text.split('\n').slice(0, 4).join('\n'))
    expect((await read(csv(path), position)).failure).toContain(
      'expected the 7 rows that were read before the checkpoint, got only 2',
    )
    writeFileSync(path, text.replace('01,1', '01,7'))
    expect((await read(csv(path), position)).failure).toContain(
      'got others; restore the file, or start again with --fresh',
    )
  })

  it('reads a file that was replaced by one of later rows from its first row', async () => {
    const path = fileOf(text)
    const { position } = await read(csv(path), begin)
    for (const rows of [1, 12]) {
      const days = Array.from({ length: rows }, (_, i) => `2024-02-${String(i + 10)},${i},a\n`)
      writeFileSync(path, `day,y,s\n${days.join('')}`)
      const later = await read(csv(path), position)
      expect(later.failure).toBeUndefined()
      expect(later.rows.length).toBe(rows)
      expect(later.warnings[0]).toContain('was replaced by one of later rows since the checkpoint')
      appendFileSync(path, '2024-03-01,9,a\n')
      expect((await read(csv(path), later.position)).rows).toEqual(['03-01T00:00 9 '])
    }
  })

  it('recognizes another header', async () => {
    const path = fileOf(text)
    const { position } = await read(csv(path), begin)
    writeFileSync(path, text.replaceAll('day,y,s', 'day,s,y'))
    expect((await read(csv(path), position)).failure).toContain('got others')
  })

  it('keeps the state when the file has no rows for a while, and when it is not that of before', async () => {
    const path = fileOf(text)
    const first = await read(csv(path), begin)
    for (const now of ['', 'day,y,s\n', text.slice(0, 40), text.replace('01,1', '01,7')]) {
      writeFileSync(path, now)
      const refused = await read(csv(path), first.position, first.saved)
      expect(refused.position).toBe(first.position)
      expect(refused.failure === undefined).toBe(now.length < 10)
    }
    writeFileSync(path, `${text}2024-01-06,6,a\n`)
    expect((await read(csv(path), first.position)).rows).toEqual(['01-06T00:00 6 '])
  })

  it.each([{ newest: 3 }, { newest: 3, sort: true }, { sort: true }])(
    'reads all rows of a file that was replaced by later ones, with %o',
    async (options) => {
      const path = fileOf(text)
      const { position } = await read(csv(path, options), begin)
      writeFileSync(path, 'day,y,s\n2024-02-01,1,a\n2024-02-02,2,a\n')
      const later = await read(csv(path, options), position)
      expect(later.rows).toEqual(['02-01T00:00 1 ', '02-02T00:00 2 '])
      expect(later.warnings[0]).toContain('was replaced by one of later rows')
    },
  )

  it('refuses other rows if only the newest are read', async () => {
    const path = fileOf(text)
    const { position } = await read(csv(path, { newest: 3 }), begin)
    writeFileSync(path, text.replaceAll('2024', '2023').replace(',4', ',9'))
    const other = await read(csv(path, { newest: 3 }), position)
    expect([other.rows, other.position]).toEqual([[], position])
    expect(other.failure).toContain('got others; restore the file')
  })

  it.each([
    ['sorted rows that were added among those read', { sort: true }, '2024-01-02,22,a\n2024-01-09,9,a\n', text],
    ['sorted rows that were altered', { sort: true }, '2024-01-09,9,a\n', text.replace('01,1', '01,7')],
    ['a sum that was altered', { sum: '1d' }, '2024-01-01T05:00,22,a\n2024-01-09,9,a\n', text],
  ] as const)('says of %s that they are left out', async (_, options, added, before) => {
    const path = fileOf(text)
    const { position } = await read(csv(path, options), begin)
    writeFileSync(path, before + added)
    const later = await read(csv(path, options), position)
    expect([later.rows[0], later.rows.at(-1)]).toEqual(['01-05T00:00 5 ', '01-09T00:00 9 '])
    expect(later.warnings.join()).toContain(
      'the rows up to the last one taken before the checkpoint have changed since',
    )
  })

  it('takes rows in another order for the same, if they are sorted', async () => {
    const path = fileOf(text)
    const { position } = await read(csv(path, { sort: true }), begin)
    const [head, ...lines] = text.trimEnd().split('\n')
    writeFileSync(path, `${[head, '2024-01-09,9,a', ...lines.toReversed()].join('\n')}\n`)
    const later = await read(csv(path, { sort: true }), position)
    expect([later.rows.at(-1), later.warnings.length]).toEqual(['01-09T00:00 9 ', 1])
  })

  it('keeps no position unless it is asked for', async () => {
    const source = csv(fileOf(text))({ resolve: (name) => name, strict: false })
    const reading = source.open(new Ledger(), new AbortController().signal)
    for await (const _ of reading.batches) expect(reading.position).toBeUndefined()
  })
})
