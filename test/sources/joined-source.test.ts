import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Ledger } from '../../src/series/ledger.ts'
import { csvSource } from '../../src/sources/csv.ts'
import { ndjsonSource } from '../../src/sources/ndjson.ts'
import { placeIn } from '../../src/sources/place-in.ts'
import { openFeed, plain, Tap } from '../live/reading.ts'

const power = 'time,shop,power\n2024-01-01,a,1\n2024-01-02,a,2\n2024-01-02,b,3\n2024-01-05,a,4\n'

function folder(files: Readonly<Record<string, string>>) {
  const path = mkdtempSync(join(tmpdir(), 'rxcast-join-'))
  for (const [name, text] of Object.entries({ 'power.csv': power, ...files })) writeFileSync(join(path, name), text)
  return path
}

const argument = (join: object, more: object = {}) =>
  csvSource.argument.parse({ path: 'power.csv', time: 'time', target: 'power', by: 'shop', join, ...more })

async function read(folder: string, join: object, more: object = {}) {
  const source = csvSource.build(argument(join, more), placeIn(folder))
  const reading = source.open(new Ledger(), new AbortController().signal)
  const rows: (readonly number[])[] = []
  for await (const batch of reading.batches) rows.push(...batch.map((one) => Array.from(one.covariates!)))
  return { source, reading, rows }
}

const join1d = { csv: 'prices.csv', columns: ['close'], asOf: '1d' }
const missing = Number.NaN

it('takes the last row at or before the time of an observation, in files of any order', async () => {
  const prices = 'time,close\n2024-01-06,60\n2024-01-01T12:00,15\n2024-01-01,10\n'
  const { rows, source } = await read(folder({ 'prices.csv': prices }), join1d)
  expect(rows).toEqual([[10], [15], [15], [missing]])
  expect(source.covariates).toEqual(['close'])
  expect((await source.peek(9))!.map(({ covariates }) => Array.from(covariates!))).toEqual([[10], [15], [missing]])
})

it('takes the rows of the same series if the file tells them apart', async () => {
  const prices = 'time,close,shop\n2024-01-02,60,b\n2024-01-01,10,a\n2024-01-02,x,a\n'
  const { reading, rows } = await read(folder({ 'prices.csv': prices }), join1d)
  expect(rows).toEqual([[10], [10], [60], [missing]])
  expect(reading.warnings[0]).toContain('prices.csv: 1 rows to join could not be used; the first: prices.csv:4')
})

it('reads JSON lines, with the time in a column and a form of its own, after rows were put together', async () => {
  const prices = `{"at": ${Date.UTC(2024, 0, 1) / 1000}, "open": 1, "close": 2}\n`
  const options = { ndjson: 'prices.json', columns: ['open', 'close'], asOf: '2d', time: 'at', clock: 's' }
  const resampled = { resample: { to: '1d', with: 'sum' } }
  const { rows, source } = await read(folder({ 'prices.json': prices }), options, resampled)
  expect(rows[0]).toEqual([1, 2])
  expect(source.covariates).toEqual(['open', 'close'])
})

it('changes no observation by a later row of the second file', async () => {
  const prices = (last: number) => `time,close\n2024-01-01,10\n2024-01-02T00:00:00.001,${last}\n`
  const [one, other] = await Promise.all(
    [5, 7000].map((last) => read(folder({ 'prices.csv': prices(last) }), { ...join1d, asOf: '9d' })),
  )
  expect(one!.rows.slice(0, 3)).toEqual(other!.rows.slice(0, 3))
  expect(one!.rows[3]).toEqual([5])
  expect(other!.rows[3]).toEqual([7000])
})

it('names the problem of the file, when it is checked and when it is read', async () => {
  const place = placeIn(folder({ 'prices.csv': 'time,closing\n2024-01-01,1\n' }))
  const problems = await csvSource.check!(argument(join1d), place)
  expect(problems).toEqual([
    {
      path: ['join', 'columns'],
      message: 'expected a column of prices.csv, got "close"; columns are time, closing',
    },
  ])
  const [gone] = await csvSource.check!(argument({ ...join1d, csv: 'gone.csv' }), place)
  expect(gone).toMatchObject({
    path: ['join', 'csv'],
    message: expect.stringContaining('got "gone.csv", no such file'),
  })
  const { reading, rows } = await read(folder({}), join1d)
  expect(rows).toEqual([])
  expect(reading.failure?.message).toContain('join: expected a file to read, got "prices.csv"')
  expect(ndjsonSource.facts(ndjsonSource.argument.parse({ path: 'a', join: join1d })).files).toEqual([
    'a',
    'prices.csv',
  ])
})

it('reads the file again for a live source when it has grown, whole lines only', async () => {
  const path = join(folder({ 'prices.csv': 'time,close\n' }), 'prices.csv')
  const tap = new Tap()
  const join1s = { csv: path, columns: 'close', asOf: '2s', clock: 'ms' } as const
  const { open, stop } = openFeed(tap, { ...plain, join: join1s })
  const got: number[] = []
  const say = (time: number) => void tap.push(JSON.stringify({ time, value: 1 }))
  say(1000)
  for await (const batch of open().batches) {
    for (const { covariates } of batch) got.push(covariates![0]!)
    if (got.length === 1) appendFileSync(path, '1500,7\n1700,8')
    if (got.length === 2) appendFileSync(path, '9\n')
    if (got.length === 3) stop.abort()
    else if (batch.length > 0) say(1000 + 1000 * got.length)
  }
  expect(got).toEqual([missing, 7, 89])
})
