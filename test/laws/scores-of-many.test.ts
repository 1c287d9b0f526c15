import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { overSeries } from '../../src/scores/over-series.ts'

const folder = mkdtempSync(join(tmpdir(), 'rxcast-'))
const days = Array.from({ length: 24 }, (_, day) =>
  Array.from({ length: 12 }, (_, item) => {
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)
    return `${date},item ${item},${(item + 1) * (5 + ((day * (3 + item)) % 7))}`
  }),
)

/** The scores of a run over all series, without the order of these. */
async function scoresOf(name: string, rows: readonly string[], settings = '') {
  writeFileSync(join(folder, `${name}.csv`), ['date,item,sold', ...rows, ''].join('\n'))
  const csv = `{ path: ${join(folder, name)}.csv, time: date, target: sold, by: item }`
  const steps = 'steps: [ { forecast: { horizon: 3, season: 7, experts: [persistence, seasonalNaive, drift] } } ]'
  const text = `source: { csv: ${csv} }\n${settings}${steps}`
  const { keyed, scores } = await runPipeline(parsePipeline(text, join(folder, `${name}.yaml`)))
  return JSON.stringify({ scores, over: overSeries(keyed, 0) })
}

it('the scores over many series depend neither on the order of the series nor on eviction, to the bit', async () => {
  const scores = await scoresOf('all', days.flat())
  expect(JSON.parse(scores).over).toMatchObject({ series: 12, short: 0 })
  expect(
    await scoresOf(
      'reversed',
      days.flatMap((day) => day.toReversed()),
    ),
  ).toBe(scores)
  const state = join(folder, 'state')
  expect(await scoresOf('evicted', days.flat(), `maxActive: 3\ncheckpoint: ${state}\n`)).toBe(scores)
})
