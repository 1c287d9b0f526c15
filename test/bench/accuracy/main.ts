// npm run bench:accuracy [-- --json] [-- --only seattle] [-- --etth1 PATH]
// Prints the forecaster's figures beside the published ones: one pass from the first row, one default configuration by cadence, nothing tuned to a file.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { ComparisonResult } from '../../../src/comparison/comparison-result.ts'
import { comparePipeline } from '../../../src/pipeline/compare-pipeline.ts'
import { loadPipeline } from '../../../src/pipeline/load-pipeline.ts'
import { type Figure, type Goal, goals } from './goals.ts'
import { unawareMae } from './unaware.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, only: { type: 'string' }, etth1: { type: 'string' } },
})
const etth1 = options.etth1 ?? process.env.ETTH1
const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))

interface Measurement {
  readonly task: string
  readonly figure: string
  readonly published: string
  readonly must: number
  readonly aim: number
  readonly measured: number
  readonly coverage?: string
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length

function measured({ leads, measure }: Figure, [ours, persistence]: ComparisonResult['lines']): number {
  const over = (line: typeof ours, by: 'mae' | 'mse') => mean(line!.byLead.slice(0, leads).map((tally) => tally[by]))
  if (measure === 'share') return (100 * over(ours, 'mae')) / over(persistence, 'mae')
  return over(ours, measure)
}

/** Lowest and highest coverage over the leads, in per cent, of each level. */
function coverage({ levels, lines }: ComparisonResult): string {
  return levels
    .map((_, v) => lines[0]!.byLead.map((tally) => 100 * tally.coverage[v]!))
    .map((shares) => `${Math.min(...shares).toFixed(1)}–${Math.max(...shares).toFixed(1)}`)
    .join(' / ')
}

async function measure({ file, task, figures }: Goal): Promise<Measurement[]> {
  const pipeline = loadPipeline(pathOf(file))
  if (file === 'airline-u.yaml') {
    const [figure] = figures
    const { published, must, aim, name } = figure!
    return [{ task, figure: name, published, must, aim, measured: await unawareMae(pipeline) }]
  }
  if (file === 'etth1.yaml') {
    const { argument } = pipeline.source as { argument: { path: string } }
    argument.path = resolve(etth1!)
  }
  const result = await comparePipeline(pipeline)
  return figures.map((figure, i) => {
    const { name, published, must, aim } = figure
    const line = { task, figure: name, published, must, aim, measured: measured(figure, result.lines) }
    return i === figures.length - 1 ? { ...line, coverage: coverage(result) } : line
  })
}

const lines: Measurement[] = []
if (!options.json) {
  console.log(
    `${'task'.padEnd(31)}${'figure'.padEnd(28)}${'published'.padEnd(27)}${'must'.padStart(7)}${'aim'.padStart(7)}${'ours'.padStart(9)}   coverage 80 / 95 %, over the leads`,
  )
}
for (const goal of goals) {
  if (options.only && !goal.file.startsWith(options.only)) continue
  if (goal.file === 'etth1.yaml' && !(etth1 && existsSync(etth1))) {
    console.error(
      'ETTh1: not measured, the file is not here; give its path: npm run bench:accuracy -- --etth1 ETTh1.csv (github.com/zhouhaoyi/ETDataset)',
    )
    continue
  }
  for (const line of await measure(goal)) {
    lines.push(line)
    if (options.json) continue
    const verdict = line.measured <= line.aim ? 'aim' : line.measured <= line.must ? 'must' : 'MISSED'
    const digits = line.measured < 1 ? 4 : line.measured < 10 ? 3 : 2
    console.log(
      `${line.task.padEnd(31)}${line.figure.padEnd(28)}${line.published.padEnd(27)}${String(line.must).padStart(7)}${String(line.aim).padStart(7)}${line.measured.toFixed(digits).padStart(9)} ${verdict.padEnd(7)}${line.coverage ?? ''}`,
    )
  }
}
if (options.json) console.log(JSON.stringify(lines, null, 2))
