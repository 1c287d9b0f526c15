import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

const days = 60
const day = (i: number) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10)
const csv = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) =>
    ['a', 'b', 'c']
      .map((key, k) => `${day(from + i)},${key},${10 * (k + 1) + (((from + i) * (k + 3)) % 7)}\n`)
      .join(''),
  ).join('')

const pipeline = (folder: string, more = '') => `
source: { csv: { path: ${folder}/sales.csv, time: date, target: sold, by: store } }
cadence: 1d
total: true
${more}
steps:
  - forecast: { horizon: 2, season: none, experts: [persistence, drift], intervals: [0.8] }
sinks:
  - csv: ${folder}/out.csv
`
const run = (folder: string, more?: string) =>
  runPipeline(parsePipeline(pipeline(folder, more), `${folder}/total.yaml`))
const rowsOf = (folder: string) => readFileSync(join(folder, 'out.csv'), 'utf8').trim().split('\n')

describe('a pipeline with a total', () => {
  it('writes forecasts that add up, scores the total, and goes on as if never stopped', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-total-'))
    writeFileSync(join(folder, 'sales.csv'), `date,store,sold\n${csv(0, days)}`)
    const { keyed, total } = await run(folder)
    expect([...keyed, total!].map(({ key, scores }) => [key[0], scores!.count[0]])).toEqual([
      ...['a', 'b', 'c', 'total'].map((key) => [key, days - 1]),
    ])
    const whole = rowsOf(folder)
    const [header, ...rows] = whole.map((row) => row.split(','))
    const [store, time, lead, value] = ['store', 'time', 'lead', 'forecast'].map((name) => header!.indexOf(name))
    const sums = new Map<string, number>()
    for (const row of rows) {
      const at = `${row[time!]} ${row[lead!]}`
      sums.set(at, (sums.get(at) ?? 0) + (row[store!] === 'total' ? -1 : 1) * Number(row[value!]))
    }
    expect(sums.size).toBeGreaterThan(100)
    for (const sum of sums.values()) expect(Math.abs(sum)).toBeLessThan(1e-6)

    const again = mkdtempSync(join(tmpdir(), 'rxcast-total-'))
    for (const until of [20, 40, days]) {
      writeFileSync(join(again, 'sales.csv'), `date,store,sold\n${csv(0, until)}`)
      await run(again, `checkpoint: ${again}/state`)
    }
    expect(rowsOf(again)).toEqual(whole)
  })
})
