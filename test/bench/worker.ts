/**
 * What a task of a worker costs, without a broker: bytes and processor time of a commit by the number of series of its
 * partition and by `stateEvery`, and rows a second of processor time beside those of `rxcast run` over the same rows.
 *
 *     npm run bench:worker -- [--rows 6000]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Transaction } from '../../src/engine/engine.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { pipelineTask } from '../../src/tasks/task.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'
import { type Line, workerPipeline } from '../tasks/task-pipeline.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '6000' }, help: { type: 'boolean' } } })
const rows = Number(values.rows)
if (values.help || !(rows >= 1)) {
  console.log('npm run bench:worker -- [--rows 6000]: what a task costs, without a broker, by the number of its series')
  process.exit(values.help ? 0 : 2)
}
const hour = 3_600_000
const columns = 'time: time, clock: ms, target: value, by: station'
const steps =
  'steps: [inOrder, { fillGaps: 1h }, { forecast: { horizon: 3, season: 1d, experts: [drift, seasonalNaive] } }]\n'
const linesOf = (series: number): Line[] =>
  Array.from({ length: rows }, (_, i) => {
    const key = `station ${i % series}`
    const time = Math.floor(i / series) * hour
    return { key, text: JSON.stringify({ time, value: 10 + ((i * 7919) % 100) / 10, station: key }) }
  })

async function taskOver(lines: readonly Line[], settings: string) {
  const cluster = new MemoryCluster({ partitions: 1 })
  for (const { key, text } of lines) cluster.produce(0, key, text)
  const engine = cluster.engine('A')
  const commits: number[] = []
  const task = await pipelineTask(workerPipeline({ columns, rest: `${settings}\n${steps}` }), engine)
  const stop = new AbortController()
  const log = await engine.open(0, stop.signal)
  const commit = log.commit.bind(log)
  const end = cluster.partitions[0]!.input.at(-1)!.offset + 1
  log.commit = async (transaction: Transaction) => {
    await commit(transaction)
    commits.push(transaction.state.reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0), 0))
    if (transaction.position === end) stop.abort()
  }
  const before = processorMs()
  await task({ partition: 0, log, pace: { next: () => rows }, stop: stop.signal, cancel: new AbortController().signal })
  return { ms: processorMs() - before, commits }
}

const processorMs = () => {
  const { system, user } = process.cpuUsage()
  return (user + system) / 1000
}

console.log('| series | rows a commit | kB of state a commit | ms of a commit with its state |\n|---:|---:|---:|---:|')
for (const series of [100, 1000, 3000])
  for (const batch of [50, 500]) {
    const lines = linesOf(series)
    const { commits, ms } = await taskOver(lines, `worker: { batch: ${batch} }`)
    const without = await taskOver(lines, `worker: { batch: ${batch}, stateEvery: ${2 * rows} }`)
    const later = commits.slice(Math.floor(commits.length / 2))
    const bytes = later.reduce((sum, one) => sum + one, 0) / later.length
    console.log(
      `| ${series} | ${batch} | ${(bytes / 1000).toFixed(1)} | ${((ms - without.ms) / commits.length).toFixed(1)} |`,
    )
  }

const folder = mkdtempSync(join(tmpdir(), 'rxcast-bench-'))
const lines = linesOf(1000)
writeFileSync(join(folder, 'rows.ndjson'), lines.map(({ text }) => `${text}\n`).join(''))
const text = `source: { ndjson: { path: rows.ndjson, ${columns} } }\nsinks: [ndjson: out.ndjson]\n${steps}`
const before = processorMs()
await runPipeline(parsePipeline(text, join(folder, 'a.yaml')))
console.log(
  `\nrxcast run, 1,000 series: ${Math.round((1000 * rows) / (processorMs() - before))} rows a second of processor time`,
)
rmSync(folder, { recursive: true })
for (const stateEvery of [1, 2 * rows]) {
  const { ms } = await taskOver(lines, `worker: { stateEvery: ${stateEvery} }`)
  console.log(`a task, stateEvery ${stateEvery}: ${Math.round((1000 * rows) / ms)}`)
}
