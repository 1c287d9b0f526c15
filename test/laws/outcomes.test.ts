import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const days = 36
/** Rows of two series by time: missing cells and words, gaps short and long, words and numbers that cannot be used. */
const rows = Array.from({ length: 2 * days }, (_, i) => {
  const [t, store] = [Math.floor(i / 2), i % 2]
  const gone = (t > 11 && t < 14 && store === 0) || (t > 24 && t < 33 && store === 1)
  const price = i % 19 === 7 ? '' : i % 31 === 30 ? 'x' : String(10 + ((t * (3 + store)) % 7))
  const sky = i % 23 === 5 ? '' : i % 37 === 36 ? 'hail' : ['sun', 'rain', 'fog'][(t * t + store) % 3]
  const date = new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10)
  return gone ? [] : [[date, 'ab'[store], price, sky, (t * 5) % 4].join()]
}).flat()

const rules = '{ up: price > 12, rise: any price > +10%, high: all price >= p60, wet: wind != 1, rain: sky = rain }'

interface Changes {
  readonly lines?: readonly string[]
  readonly weights?: 'own' | 'shared'
  readonly outcome?: string
  readonly rest?: string
}

function pipelineOf({ lines = rows, weights = 'own', outcome = rules, rest = '' }: Changes) {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-outcomes-'))
  folders.push(folder)
  writeFileSync(join(folder, 'rows.csv'), `date,store,price,sky,wind\n${lines.join('\n')}\n`)
  const target = outcome === 'true' ? 'sky' : '[price, sky]'
  const text = `source:
  csv: { path: rows.csv, time: date, target: ${target}, covariates: [wind], classes: { sky: [sun, rain, fog] }, by: store }
steps:
  - fillGaps: { cadence: 1d, maxGap: 4 }
  - forecast: { leads: [1, 3], season: 7, outcome: ${outcome}, experts: [rate, markov(1), 'logistic(labels)', 'lstm(markov(1), 0.0002)'] }
  - score
sinks: [csv: out.csv, ndjson: out.ndjson]
checkpoint: { dir: state, every: 10 }
weights: ${weights}
shards: 2
${rest}`
  writeFileSync(join(folder, 'run.yaml'), text)
  return { folder, pipeline: loadPipeline(join(folder, 'run.yaml')) }
}

const filesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('out'))
    .map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)

/** What a run that nothing stops writes. */
async function whole(changes: Changes) {
  const { folder, pipeline } = pipelineOf(changes)
  const { keyed, rows, scores } = await runPipeline(pipeline)
  return { files: filesIn(folder), about: JSON.stringify({ keyed, rows, scores }) }
}

/** The same of one that is killed while it reads batches of 20 rows, and goes on. */
async function killed(changes: Changes) {
  const { folder, pipeline } = pipelineOf(changes)
  const cancel = new AbortController()
  let left = 50
  const onlooker = {
    write: ({ length }: readonly unknown[]) => {
      left -= length
      if (left <= 0) cancel.abort(new Error('killed'))
    },
    note() {},
    progress() {},
    end() {},
    fail() {},
  }
  await expect(runPipeline(pipeline, { cancel: cancel.signal, onlooker, speed: 400 })).rejects.toThrow('killed')
  const { keyed, rows, scores, wentOn } = await runPipeline(pipeline)
  expect(wentOn!.after).toBeGreaterThan(9)
  return { files: filesIn(folder), about: JSON.stringify({ keyed, rows, scores }) }
}

/** Rejects of the source come before those of the batch that was read with them. */
const sorted = ({ about, files }: Awaited<ReturnType<typeof whole>>) => ({
  about,
  files: files.map(([name, text]) => [name, ...text.split('\n').sort()]),
})

const known = whole({})

describe('outcomes of several series', () => {
  it.each<[string, Changes, string]>([
    ['rules, in two threads', {}, 'threads: 2'],
    ['classes, one series in memory', { outcome: 'true' }, 'maxActive: 1'],
    ['shared weights, in two threads', { weights: 'shared', outcome: '{ up: price > 12 }' }, 'threads: 2'],
  ])('are the same bytes after a kill: %s', async (_, changes, rest) => {
    const expected = changes.outcome ? whole(changes) : known
    expect(sorted(await killed({ ...changes, rest }))).toEqual(sorted(await expected))
  })

  it('do not depend on later rows', async () => {
    const from = 60
    const later = rows.slice(from).map((row) => row.replace(/,[^,]*,[^,]*,[^,]*$/, ',999,fog,3'))
    const changed = await whole({ lines: [...rows.slice(0, from), ...later] })
    const linesOf = ({ files }: typeof changed) => files.find(([name]) => name === 'out.ndjson')![1].split('\n')
    const first = `"origin":"${rows[from]!.slice(0, 10)}`
    const said = linesOf(await known)
    const count = said.findIndex((line) => line.includes(first))
    expect(count).toBeGreaterThan(200)
    expect(linesOf(changed).slice(0, count)).toEqual(said.slice(0, count))
    expect(linesOf(changed)).not.toEqual(said)
  })
})
