// npm run bench:quantiles [-- FOLDER] [--groups daily,hourly] [--every 3]
// What `rxcast compare` says of tracked intervals and direct quantiles, for the pipelines of one file; with a folder that
// bench:suite reads also for its series, from `first_origin_row` on. Ratios are of direct quantiles over the forecaster's
// tracked intervals, below 1 for better ones; over series they are geometric means, everything else arithmetic ones.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Comparison } from '../../../src/comparison/comparison.ts'
import type { ComparisonResult, ContestantScores } from '../../../src/comparison/comparison-result.ts'
import { comparePipeline } from '../../../src/pipeline/compare-pipeline.ts'
import { loadPipeline } from '../../../src/pipeline/load-pipeline.ts'
import { readSuite, type Series } from '../suite/series.ts'

const {
  values: options,
  positionals: [folder],
} = parseArgs({
  allowPositionals: true,
  options: { groups: { type: 'string' }, every: { type: 'string', default: '1' } },
})

interface Row {
  readonly group: string
  readonly tracked: ContestantScores['overall']
  readonly direct: ContestantScores['overall']
}

const rowOf = (group: string, { lines }: ComparisonResult): Row => {
  const overall = (wanted: string) => lines.find(({ name }) => name === wanted)!.overall
  return { group, tracked: overall('forecaster'), direct: overall('direct quantiles') }
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length
const geometric = (numbers: readonly number[]) => Math.exp(mean(numbers.map(Math.log)))

function print(title: string, rows: readonly Row[], levels: readonly number[]): void {
  const header = [
    '',
    'series',
    'CRPS',
    ...levels.flatMap((l) => [`in ${100 * l} %: tracked`, 'direct', 'width', 'Winkler']),
  ]
  console.log(`\n${title}\n\n| ${header.join(' | ')} |\n|${'---|'.repeat(header.length)}`)
  for (const group of new Set(rows.map((row) => row.group))) {
    const own = rows.filter((row) => row.group === group)
    const ratio = (of: (one: Row['direct']) => number) =>
      geometric(own.map((row) => of(row.direct) / of(row.tracked))).toFixed(3)
    const share = (of: (row: Row) => number) => (100 * mean(own.map(of))).toFixed(1)
    const cells = levels.flatMap((_, v) => [
      share(({ tracked }) => tracked.coverage[v]!),
      share(({ direct }) => direct.coverage[v]!),
      ratio(({ width }) => width[v]!),
      ratio(({ winkler }) => winkler[v]!),
    ])
    console.log(`| ${[group, own.length, ratio(({ crps }) => crps), ...cells].join(' | ')} |`)
  }
}

const pipelines = ['airline', 'co2', 'weather', 'stocks']
const ofPipelines: Row[] = []
for (const name of pipelines) {
  const file = fileURLToPath(new URL(`../../../pipelines/${name}.yaml`, import.meta.url))
  ofPipelines.push(rowOf(name, await comparePipeline(loadPipeline(file))))
}
const levels = [0.8, 0.95]
print('direct quantiles over tracked intervals', ofPipelines, levels)

function compare({ cadence, first, horizon, season, times, values }: Series): ComparisonResult {
  const leads = Array.from({ length: horizon }, (_, i) => i + 1)
  const forecaster = { leads, channels: 1, cadence, levels, seed: 1, ...(season > 1 && { season }) }
  const comparison = new Comparison({ forecaster, from: { observation: first } })
  for (const [i, value] of values.entries()) comparison.observe({ time: times[i]!, values: [value] })
  comparison.dispose()
  return comparison.result
}

if (folder !== undefined) {
  const suite = readSuite(folder, undefined, options.groups?.split(','), Number(options.every))
  const rows: Row[] = []
  for (const series of suite) {
    const row = rowOf(series.group, compare(series))
    // A series at rest has intervals without width.
    if (row.tracked.width.every((width) => width > 0) && row.direct.width.every((width) => width > 0)) rows.push(row)
  }
  print(
    `the same over ${rows.length} series of ${suite.length}`,
    [...rows, ...rows.map((row) => ({ ...row, group: 'all' }))],
    levels,
  )
}
