import { afterAll, expect, it, onTestFinished } from 'vitest'
import { startEngine } from '../../src/history/engine.ts'
import { filledTables } from '../../src/history/tables.ts'
import { createViews } from '../../src/history/views.ts'
import type { ScoredData } from '../../src/series/scored.ts'
import { commandHere, folderWith } from '../cli/command.ts'
import { scoredOf } from '../sinks/scored.ts'

const engine = await startEngine({ word: 'duckdb', memory: '256MB', spill: 'none' })
afterAll(() => engine.close())
const day = 86_400_000

/** Forecasts of two leads of the values 0, 1, 4, 9, … of two shops; sums besides. */
const scored = [0, 1, 2, 3, 4].flatMap((t) =>
  ['a', 'b'].map((key): ScoredData => {
    const one = scoredOf(t, [t * t + 2, t * t + 4])
    const sums = { over: [2], values: Float64Array.of(9), lower: [Float64Array.of(8)], upper: [Float64Array.of(9)] }
    return { ...one, observation: { time: t * day, values: [t * t], key: [key] }, sums }
  }),
)
const rowsOf = async (sql: string) => (await engine.connection.runAndReadAll(sql)).getRows()

it('the views of a history compare forecasts with the values that came', async () => {
  for (const { table, rows } of filledTables({ series: ['y'], by: ['shop'] }, {}, scored, [])) {
    await table.create(engine, 'f')
    if (rows.length === 0) continue
    await table.stage(engine, rows)
    await table.merge(engine)
  }
  await createViews(engine, ['shop', 'series'])
  expect(await rowsOf('select shop, lead, "sum", forecast from latest')).toEqual([
    ['a', 1, false, 18],
    ['a', 2, false, 20],
    ['a', 2, true, 9],
    ['b', 1, false, 18],
    ['b', 2, false, 20],
    ['b', 2, true, 9],
  ])
  // Errors (t + 1)² − t² − 2 = 2 t − 1 for lead 1, and (t + 2)² − t² − 4 = 4 t for lead 2.
  expect(await rowsOf("select lead, error from scored where shop = 'a' order by lead, origin")).toEqual([
    [1, -1],
    [1, 1],
    [1, 3],
    [1, 5],
    [2, 0],
    [2, 4],
    [2, 8],
  ])
  // The last value is wrong by 2 t + 1 and 4 t + 4.
  expect(await rowsOf("select * from error_by_lead where shop = 'b'")).toEqual([
    ['b', 'y', 1, 4n, 10 / 4, 3, 2, 1 - 10 / 16, 2 / 4],
    ['b', 'y', 2, 3n, 4, Math.sqrt(80 / 3), 4, 1 - 12 / 24, 1 / 3],
  ])
  expect(await rowsOf("select * from coverage where shop = 'a'")).toEqual([['a', 'y', 0.975, 7n, 3 / 7]])
  await expect(createViews(engine, ['nix'])).rejects.toThrow('nix')
})

it('the views of outcomes compare probabilities with what has happened at their lead', async () => {
  const history = await startEngine({ word: 'duckdb', memory: '256MB', spill: 'none' })
  onTestFinished(() => history.close())
  // At lead 2 it always happens, at lead 1 never.
  const probabilities = [0.2, 0.6]
  const days = [0, 1, 2, 3].map((t): ScoredData => {
    const residuals = Float64Array.of(t > 0 ? -0.2 : Number.NaN, t > 1 ? 0.4 : Number.NaN)
    return { ...scoredOf(t, probabilities), levels: [], lower: [], upper: [], residuals, outcomes }
  })
  for (const { table, rows } of filledTables({ series: ['any'] }, {}, days, [])) {
    await table.create(history, 'f')
    if (rows.length === 0) continue
    await table.stage(history, rows)
    await table.merge(history)
  }
  await createViews(history, ['series'])
  const answer = await history.connection.runAndReadAll('select * from error_by_lead')
  // Base rates at lead 1: ½, ½ ÷ 2 and ½ ÷ 3; at lead 2: ½ and ½, as the first label is not known before the third day.
  const base = 1 / 4 + 1 / 16 + 1 / 36
  expect(answer.getRows().map((row) => row.map((cell) => (typeof cell === 'number' ? round(cell) : cell)))).toEqual([
    ['any', 1, 3n, 0, round(0.04), round(1 - 0.12 / base), round(-Math.log(0.8))],
    ['any', 2, 2n, 1, round(0.16), round(1 - 0.32 / 0.5), round(-Math.log(0.6))],
  ])
})

it('the skill and the log loss of words are those of the scores of the run', async () => {
  const words = ['sun', 'rain', 'fog']
  const rows = Array.from({ length: 40 }, (_, i) => {
    const date = new Date(Date.UTC(2024, 0, i + 1)).toISOString().slice(0, 10)
    return `${date},${i % 9 === 4 ? '' : words[(i * i) % 3]},${i % 4 === 0 ? 1 : 0}\n`
  })
  const folder = folderWith({
    'rows.csv': `date,sky,calm\n${rows.join('')}`,
    'w.yaml': `source: { csv: { path: rows.csv, time: date, target: [sky, calm], classes: { sky: [${words}] } } }
cadence: 1d
steps:
  - forecast: { horizon: 2, season: none, outcome: true, experts: [markov(1)] }
sinks: [duckdb: h.duckdb]
`,
  })
  const { series } = JSON.parse((await commandHere(['run', 'w.yaml', '--json'], folder)).stdout)
  const query = 'select series, lead, skill, log_loss from error_by_lead order by series, lead'
  const { stdout } = await commandHere(['query', query, 'w.yaml', '--json'], folder)
  type Lead = { lead: unknown; skill: number; logLoss: number }
  const told = series.flatMap(({ target, scores }: { target: string; scores: Lead[] }) =>
    scores
      .filter(({ lead }) => lead !== 'all')
      .map(({ lead, skill, logLoss }) => [target, lead, round(skill), round(logLoss)]),
  )
  const found = JSON.parse(stdout).map((row: { series: string; lead: number; skill: number; log_loss: number }) => [
    row.series,
    row.lead,
    round(row.skill),
    round(row.log_loss),
  ])
  expect(found).toHaveLength(8)
  expect(found.sort()).toEqual(told.sort())
})

const outcomes = { names: ['any'], groups: [0] }
const round = (x: number) => Math.round(1e9 * x) / 1e9
