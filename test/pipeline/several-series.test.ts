import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { comparePipeline } from '../../src/pipeline/compare-pipeline.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { inputProblems } from '../../src/pipeline/input-problems.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i)).join('\n')

const texts = {
  // A product after the other, as sorted by key.
  'items.csv': `item,ds,y\n${['A1', 'B2'].map((item) => rows(90, (i) => `${item},${day(i)},${(i * 7) % 11}`)).join('\n')}\n`,
  'sales.csv': `date,store,item,sales\n${rows(28, (i) => `${day(i >> 2)},${1 + ((i >> 1) % 2)},${1 + (i % 2)},${10 + (i % 9)}`)}\n`,
  'prices.csv': `"date","stock","price"\n${rows(28, (i) => `"${day(i >> 1)}","${i % 2 === 0 ? 'AAA' : 'BBB'}",${10 + i}`)}\n`,
  'devices.ndjson': rows(28, (i) =>
    JSON.stringify({ time: `2024-01-01T00:${10 + (i >> 1)}:00Z`, device: 'ab'[i % 2], value: i % 2 === 0 ? 20 : 70 }),
  ),
  'typo.ndjson': rows(20, (i) => JSON.stringify({ time: day(i), temperature: i })),
  'unsorted.csv': `ds,y\n${rows(28, (i) => `${day((i * 11) % 28)},${(i * 11) % 28}`)}\n`,
  'hours.csv': `Date,Hour,co\n${rows(60, (i) => `${day(Math.floor(i / 24))},${i % 24},${i % 5}`)}\n`,
}

function pipelineOf(source: { csv: Record<string, unknown> } | { ndjson: Record<string, unknown> }) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-several-'))
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
  const steps = [{ forecast: { horizon: 2, experts: ['persistence'] } }]
  const pipeline = definePipeline({ source, steps, sinks: [{ csv: 'out.csv' }] } as never, { folder })
  return { folder, pipeline }
}

async function ran(source: Parameters<typeof pipelineOf>[0]) {
  const { folder, pipeline } = pipelineOf(source)
  const outcome = await runPipeline(pipeline)
  const path = join(folder, 'out.csv')
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
  return { ...outcome, lines }
}

describe('a file of series one after the other', () => {
  const csv = { path: 'items.csv', time: 'ds', target: 'y' }

  it('names the key that is missing, and not a lateness alone', async () => {
    const { warnings, rows } = await ran({ csv })
    expect(warnings[1]).toMatch(/^times begin again within the input: "item" tells several series apart; set by: item /)
    expect(rows.accepted).toBe(90)
  })

  it('is forecast by key, with a cadence that is guessed from the first series', async () => {
    const { cadence, lines, next, rows } = await ran({ csv: { ...csv, by: 'item' } })
    expect([cadence, rows.accepted, rows.rejected]).toEqual(['1d', 180, 0])
    expect(next.map(({ key }) => key)).toEqual([['A1'], ['B2']])
    expect(lines[0]).toMatch(/^item,series,/)
  })
})

describe('a file of two keys', () => {
  const csv = { path: 'sales.csv', time: 'date', target: 'sales' }

  it('names both, and uses every row with them', async () => {
    expect((await ran({ csv })).warnings.join('\n')).toMatch(/set by: \[store, item\] on the source/)
    expect((await ran({ csv: { ...csv, by: ['store', 'item'] } })).rows).toMatchObject({ rows: 28, accepted: 28 })
  })

  it('refuses a key that is the target or is not there', async () => {
    expect(() => pipelineOf({ csv: { ...csv, by: 'sales' } })).toThrow(/expected a column that is not a target already/)
    const { pipeline } = pipelineOf({ csv: { ...csv, by: ['store', 'itm'], where: { shop: 1 } } })
    expect((await inputProblems(pipeline)).map(({ where, message }) => `${where} ${message}`)).toEqual([
      'pipeline.source.csv.by.1: csv.by.1: expected a column of sales.csv, got "itm"; did you mean "item"?',
      expect.stringMatching(
        /^pipeline.source.csv.where.shop: csv.where.shop: expected a column of sales.csv, got "shop"/,
      ),
    ])
  })

  it('is compared by series and over all of them', async () => {
    const { pipeline } = pipelineOf({ csv: { ...csv, by: ['store', 'item'] } })
    const { keyed, lines, origins } = await comparePipeline(pipeline)
    expect(keyed?.map(({ key }) => key.join())).toEqual(['1,1', '1,2', '2,1', '2,2'])
    expect(origins).toBe(4 * 6)
    const alone = await comparePipeline(pipelineOf({ csv: { ...csv, where: { store: 2, item: 1 } } }).pipeline)
    expect({ ...keyed![2]!, key: undefined }).toEqual({ ...alone, key: undefined })
    const maes = keyed!.map(({ lines }) => lines[1]!.byLead[0]!.mae)
    expect(lines[1]!.byLead[0]!.mae).toBeCloseTo(maes.reduce((sum, mae) => sum + mae) / 4, 12)
  })
})

it('selects a series from quoted cells', async () => {
  const { lines, rows } = await ran({
    csv: { path: 'prices.csv', time: 'date', target: 'price', where: { stock: 'AAA' } },
  })
  expect(rows).toMatchObject({ rows: 14, accepted: 14, leftOut: { where: 14 } })
  expect(lines[0]).toMatch(/^series,origin/)
})

it('forecasts devices of one stream, and names the field without a key', async () => {
  const ndjson = { path: 'devices.ndjson' }
  expect((await ran({ ndjson })).warnings[1]).toMatch(
    /"device" tells several series apart; set by: device on the source/,
  )
  const { next, rows } = await ran({ ndjson: { ...ndjson, by: 'device' } })
  expect(rows.accepted).toBe(28)
  expect(next.map(({ key, values }) => [key![0], values[0]])).toEqual([
    ['a', 20],
    ['b', 70],
  ])
})

it('fails if no row has the field', async () => {
  const { failure, lines } = await ran({ ndjson: { path: 'typo.ndjson' } })
  expect(failure?.message).toBe('typo.ndjson: no row has a field "value"; fields are time, temperature')
  expect(lines).toEqual([])
})

it('sorts rows in no order, and fails without that if nearly all are lost', async () => {
  const csv = { path: 'unsorted.csv', time: 'ds', target: 'y' }
  const sorted = await ran({ csv: { ...csv, sort: true } })
  expect([sorted.rows.accepted, sorted.warnings[0]]).toEqual([
    28,
    expect.stringMatching(/^\d+ of 28 rows were out of order/),
  ])
  expect(sorted.next[0]!.values[0]).toBe(27)
  expect((await ran({ csv })).failure?.message).toMatch(/set sort: true on the source/)
})

it('does not take the hours of a day for series', async () => {
  const { failure, warnings } = await ran({ csv: { path: 'hours.csv', time: 'Date', target: 'co' } })
  expect(warnings.join()).toMatch(/"Hour" may be a part of the time; set time: \[Date, Hour\] on the source/)
  expect(failure?.message).toMatch(/57 of 60 rows were not used/)
})
