/**
 * What a task of a worker costs, without a broker: bytes and time of a commit by the number of series of its partition
 * and by `stateEvery`, and rows a second beside those of `rxcast run` over the same rows.
 *
 *     npm run bench:worker [rows]
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Transaction } from '../../src/engine/engine.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { pipelineTask } from '../../src/tasks/task.ts'
import { MemoryCluster } from '../engine/memory-engine.ts'
import { type Line, workerPipeline } from '../tasks/task-pipeline.ts'

const rows = Number(process.argv[2] ?? 6000)
const hour = 3_600_000
const columns = 'time: time, clock: ms, target: value, by: station'
const steps = 'steps: [inOrder, { fillGaps: 1h }, { forecast: { horizon: 3, season: 1d, experts: [drift, seasonalNaive] } }]\n'
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
  const commits: { readonly bytes: number; readonly ms: number }[] = []
  let ms = 0
  const task = await pipelineTask(workerPipeline({ columns, rest: `${settings}\n${steps}` }), engine, {
    onlooker: () => ({
      checkpointed: (written) => {
        if (!(written instanceof Error)) ms = written.ms
      },
    }),
  })
  const stop = new AbortController()
  const log = await engine.open(0, stop.signal)
  const commit = log.commit.bind(log)
  const end = cluster.partitions[0]!.input.at(-1)!.offset + 1
  log.commit = async (transaction: Transaction) => {
    await commit(transaction)
    commits.push({ bytes: transaction.state.reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0), 0), ms })
    if (transaction.position === end) stop.abort()
  }
  const begun = performance.now()
  await task({ partition: 0, log, stop: stop.signal, cancel: new AbortController().signal })
  return { seconds: (performance.now() - begun) / 1000, commits }
}

const median = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!

console.log('| series | rows a commit | stateEvery | kB of state a commit | ms a checkpoint |\n|---:|---:|---:|---:|---:|')
for (const series of [100, 1000, 3000])
  for (const [batch, stateEvery] of [
    [50, 1],
    [500, 1],
    [50, 1000],
  ] as const) {
    const { commits } = await taskOver(linesOf(series), `worker: { batch: ${batch}, stateEvery: ${stateEvery} }`)
    const later = commits.slice(Math.floor(commits.length / 2))
    const bytes = later.reduce((sum, one) => sum + one.bytes, 0) / later.length
    console.log(
      `| ${series} | ${batch} | ${stateEvery} | ${(bytes / 1000).toFixed(1)} | ${median(later.map((one) => one.ms)).toFixed(1)} |`,
    )
  }

const folder = mkdtempSync(join(tmpdir(), 'rxcast-bench-'))
const lines = linesOf(1000)
writeFileSync(join(folder, 'rows.ndjson'), lines.map(({ text }) => `${text}\n`).join(''))
const text = `source: { ndjson: { path: rows.ndjson, ${columns} } }\nsinks: [ndjson: out.ndjson]\n${steps}`
const begun = performance.now()
await runPipeline(parsePipeline(text, join(folder, 'a.yaml')))
const alone = rows / ((performance.now() - begun) / 1000)
rmSync(folder, { recursive: true })
console.log(`\nrxcast run, 1,000 series, without a checkpoint: ${Math.round(alone)} rows/s`)
for (const stateEvery of [1, 5000]) {
  const { seconds } = await taskOver(lines, `worker: { stateEvery: ${stateEvery} }`)
  console.log(`a task in memory, batch 500, stateEvery ${stateEvery}: ${Math.round(rows / seconds)} rows/s`)
}
