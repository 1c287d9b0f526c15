import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { rowsOf } from '../threads/rows.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** Rows of 9 series by time, and the same by series, as files: with gaps, late and repeated rows, and some that cannot be read. */
const byTime = rowsOf(9, 50)
const bySeries = byTime.toSorted((a, b) => (a.key! < b.key! ? -1 : a.key! > b.key! ? 1 : a.time - b.time))
const csvOf = (rows: typeof byTime) =>
  [
    'date,store,a,b,c',
    ...rows.flatMap(({ time, values, key, covariates }, i) => [
      [new Date(time).toISOString().slice(0, 10), key![0], ...Array.from(values).map(cell), covariates![0]].join(),
      ...(i % 97 === 50 ? ['2024-13-01,none,x,1,2'] : []),
    ]),
  ].join('\n')
const cell = (value: number) => (Number.isNaN(value) ? '' : value)

interface Changes {
  readonly threads: number
  readonly rows?: typeof byTime
  readonly weights?: 'own' | 'shared'
  readonly lateness?: string
  readonly sinks?: readonly string[]
  readonly checkpoint?: boolean
  readonly total?: boolean
}

/** A pipeline over the rows in a folder of its own. */
function pipelineOf({
  threads,
  rows = byTime,
  weights = 'own',
  lateness,
  sinks = [],
  checkpoint = false,
  total = false,
}: Changes) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-threads-'))
  folders.push(folder)
  writeFileSync(join(folder, 'rows.csv'), csvOf(rows))
  const experts = weights === 'shared' ? 'hidden: 4' : 'experts: [seasonalNaive, persistence]'
  const lines = [
    'source:',
    '  csv: { path: rows.csv, time: date, target: [a, b], covariates: [c], by: store }',
    'steps:',
    `  - inOrder: {${lateness === undefined ? '' : ` lateness: ${lateness} `}}`,
    '  - fillGaps: { cadence: 1d, maxGap: 4 }',
    `  - forecast: { horizon: 3, season: 7, intervals: { levels: [0.8, 0.95], sums: [2] }, ${experts} }`,
    '  - score',
    'sinks:',
    ...['csv: out.csv', 'ndjson: out.ndjson', ...sinks].map((sink) => `  - ${sink}`),
    `threads: ${threads}`,
    'shards: 5',
    `weights: ${weights}`,
    `total: ${total}`,
    ...(checkpoint ? ['checkpoint: { dir: state, every: 100 }'] : []),
  ]
  const path = join(folder, 'run.yaml')
  writeFileSync(path, lines.join('\n'))
  return { folder, pipeline: loadPipeline(path) }
}

/** What a run has written, by file, and what it returned. */
async function outcomeOf(changes: Changes) {
  const { folder, pipeline } = pipelineOf(changes)
  const { rows, scores, keyed, next, warnings, notes } = await runPipeline(pipeline)
  return { files: filesIn(folder), about: JSON.stringify({ rows, scores, keyed, next, warnings, notes }) }
}

const filesIn = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.startsWith('out'))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )

describe.each<[string, Omit<Changes, 'threads'>, readonly number[]]>([
  ['rows by time', {}, [2, 3]],
  ['rows by series', { rows: bySeries }, [2]],
  ['rows held back', { lateness: '3d', sinks: ['report: out.html', 'csv: { path: out-next.csv, only: latest }'] }, [3]],
  ['parts and total', { total: true, rows: byTime.slice(0, 300) }, [2]],
  ['shared weights', { weights: 'shared', rows: byTime.slice(0, 300) }, [2]],
])('%s', (_, changes, numbers) => {
  let alone: Awaited<ReturnType<typeof outcomeOf>>
  beforeAll(async () => {
    alone = await outcomeOf({ ...changes, threads: 1 })
  })

  it.each(numbers)('give the same bytes in %i threads as in one', async (threads) => {
    const { about, files } = await outcomeOf({ ...changes, threads })
    expect(Object.keys(files)).toEqual(Object.keys(alone.files))
    for (const [name, text] of Object.entries(files)) expect(text === alone.files[name], name).toBe(true)
    expect(about).toBe(alone.about)
  })
})

it('goes on after a kill with another number of threads, to the same bytes', async () => {
  const whole = await outcomeOf({ threads: 1, checkpoint: true })
  const { folder, pipeline } = pipelineOf({ threads: 3, checkpoint: true })
  for (const [after, threads] of [
    [150, 3],
    [200, 1],
    [100, 2],
  ] as const) {
    const cancel = new AbortController()
    let left = after
    const onlooker = {
      write: () => {
        if (--left === 0) cancel.abort(new Error('killed'))
      },
      note() {},
      progress() {},
      end() {},
      fail() {},
    }
    const settings = { ...pipeline.settings, threads }
    // 50 rows a batch, since a checkpoint is taken between batches.
    const options = { cancel: cancel.signal, onlooker, speed: 1000 }
    await expect(runPipeline({ ...pipeline, settings }, options)).rejects.toThrow('killed')
  }
  const { wentOn } = await runPipeline({ ...pipeline, settings: { ...pipeline.settings, threads: 2 } })
  expect(wentOn!.after).toBeGreaterThan(200)
  // Rejects of the source come before those of the batch that was read with them.
  const inOrder = (files: Record<string, string>) => Object.values(files).map((text) => text.split('\n').sort())
  expect(inOrder(filesIn(folder))).toEqual(inOrder(whole.files))
})
