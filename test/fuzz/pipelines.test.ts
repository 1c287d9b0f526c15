import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { ConfigError, DataError } from '../../src/errors.ts'
import { inputProblems } from '../../src/pipeline/input-problems.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import type { Pipeline } from '../../src/pipeline/pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'
import { fuzz, fuzzTimeout } from './fuzz.ts'
import { pipelineTexts } from './pipeline-texts.ts'

/** Longer runs are cancelled, in milliseconds. */
const longest = 3000

const days = Array.from({ length: 30 }, (_, i) => ({
  t: new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10),
  y: (i * 7) % 11,
  x: i % 3,
  k: 'ab'[i % 2]!,
}))

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-pipelines-'))
  writeFileSync(join(folder, 'rows.csv'), `t,y,x,k\n${days.map(({ t, y, x, k }) => `${t},${y},${x},${k}\n`).join('')}`)
  writeFileSync(join(folder, 'rows.ndjson'), days.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return folder
}

/** Whether a run touches only its folder. */
function staysIn(folder: string, { source, sinks, settings }: Pipeline): boolean {
  const read = source.word.facts(source.argument).files
  const written = sinks.flatMap(({ word, argument }) => word.writes(argument))
  const inside = (path: string) =>
    path !== '-' && !/^https?:/.test(path) && resolve(folder, path).startsWith(`${folder}/`)
  const state = (settings as { checkpoint?: { dir: string } }).checkpoint
  return read.length > 0 && [...read, ...written, ...(state ? [state.dir] : [])].every(inside)
}

let accepted = 0
let completed = 0

it(
  'a pipeline file is refused with file, line and column, or runs',
  async () => {
    const folder = newFolder()
    const file = join(folder, 'p.yaml')
    try {
      await fuzz(
        'pipelines',
        pipelineTexts,
        async (text) => {
          let pipeline: Pipeline
          try {
            pipeline = parsePipeline(text, file)
            const problems = await inputProblems(pipeline)
            if (problems.length > 0) throw new ConfigError(problems)
          } catch (error) {
            if (!(error instanceof ConfigError)) throw error
            expect(error.problems.length).toBeGreaterThan(0)
            for (const { where, message } of error.problems) {
              expect(where.slice(0, file.length)).toBe(file)
              expect(where.slice(file.length)).toMatch(/^:\d+:\d+$/)
              expect(message).toMatch(/^\S.*[^.]$/s)
            }
            return
          }
          accepted++
          if (!staysIn(folder, pipeline)) return
          const late = new AbortController()
          const timer = setTimeout(() => late.abort(new DataError('takes too long')), longest)
          try {
            await runPipeline(pipeline, { cancel: late.signal })
            completed++
          } catch (error) {
            if (!(error instanceof ConfigError || error instanceof DataError)) throw error
          } finally {
            clearTimeout(timer)
          }
        },
        200,
      )
      expect(completed).toBeGreaterThan(0)
      if (process.env.RUNS) console.log(`${accepted} accepted, ${completed} ran to their end`)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  fuzzTimeout,
)
