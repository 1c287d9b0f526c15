import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OutputRecord } from '../../src/engine/engine.ts'
import type { MessageOptions } from '../../src/live/live-columns.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import type { Pipeline } from '../../src/pipeline/pipeline.ts'
import { prepare } from '../../src/pipeline/prepare.ts'
import type { Plan } from '../../src/run/plan.ts'
import { run } from '../../src/run/run.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Reject } from '../../src/series/reject.ts'
import { shardOf } from '../../src/series/shard-of.ts'
import type { Reading } from '../../src/sources/source.ts'
import { taskSink } from '../../src/tasks/task-sink.ts'
import type { MemoryCluster } from '../engine/memory-engine.ts'

/** A row of the input: the text of its record, and the series that it belongs to. */
export interface Line {
  readonly key: string
  readonly text: string
}

/** What a pipeline says besides its source and sinks, and what it says of the columns. */
export interface PipelineText {
  readonly columns: string
  readonly rest: string
  /** Topics of the sinks, with commas between them. */
  readonly sinks?: string
}

const sourceOf = (columns: string, group = 'weather') =>
  `{ kafka: { brokers: ["localhost:9092"], topic: readings, group: ${group}, ${columns} } }`

/** The options of a source that say what is in its messages. */
export const columnsOf = (columns: string): MessageOptions =>
  parsePipeline(`source: ${sourceOf(columns)}`, 'weather.yaml').source.argument as MessageOptions

/** A pipeline for workers. */
export function workerPipeline({ columns, rest, sinks = 'forecasts' }: PipelineText, group?: string): Pipeline {
  const words = sinks
    .split(', ')
    .map((topic) => `{ kafka: { brokers: ["localhost:9092"], topic: ${topic}, events: true } }`)
  return parsePipeline(`source: ${sourceOf(columns, group)}\nsinks: [${words.join(', ')}]\n${rest}`, 'weather.yaml')
}

/** What one run over all rows sends before it passes on what it holds back, and the rows that it rejects. */
export async function sentByOneRun({ columns, rest }: PipelineText, lines: readonly Line[]) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-task-'))
  writeFileSync(join(folder, 'rows.ndjson'), lines.map(({ text }) => `${text}\n`).join(''))
  const text = `source: { ndjson: { path: rows.ndjson, ${columns} } }\n${rest}`
  const plan = await prepare(parsePipeline(text, join(folder, 'weather.yaml')))
  const outputs: OutputRecord[] = []
  const rejects: Reject[] = []
  const atEnd = new AbortController()
  const source: Plan['source'] = (place) => {
    const source = plan.source(place)
    return { ...source, open: (...given) => endingWith(source.open(...given), () => atEnd.abort()) }
  }
  const ledger = new Ledger((reject) => rejects.push(reject))
  const sinks = [taskSink({ topic: 'forecasts', events: true }, (record) => outputs.push(record))]
  await run({ ...plan, source, ledger, sinks, endless: true }, { cancel: atEnd.signal }).catch(() => {})
  return { outputs, rejects }
}

function endingWith(reading: Reading, end: () => void): Reading {
  const batches = async function* () {
    yield* reading.batches
    end()
  }
  return { warnings: [], failure: undefined, fraction: undefined, batches: batches() }
}

/** Appends rows to the partitions of their series. */
export function produce(cluster: MemoryCluster, lines: readonly Line[]): void {
  for (const { key, text } of lines) cluster.produce(shardOf(key, cluster.partitions.length), key, text)
}

/** The values of each key, in order. */
export function byKey(outputs: readonly OutputRecord[]): Map<string, string[]> {
  const values = new Map<string, string[]>()
  for (const { key, value } of outputs) values.set(key, [...(values.get(key) ?? []), String(value)])
  return new Map([...values].sort(([a], [b]) => (a < b ? -1 : 1)))
}
