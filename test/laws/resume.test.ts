import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { propertySeed } from '../property-seed.ts'

// Every shipped pipeline is saved before some row, and goes on in a new process. RESUME_STOPS=50 tries more rows.
const count = Number(process.env.RESUME_STOPS ?? 1)
/** Rows of each file, of its beginning and its end: enough for a full replay store. `RESUME_ROWS=Infinity` runs all. */
const most = Number(process.env.RESUME_ROWS ?? 700)

const folder = mkdtempSync(join(tmpdir(), 'rxcast-resume-'))
const script = join(folder, 'resumed.cjs')
const pipelines = fileURLToPath(new URL('../../pipelines', import.meta.url))

/** One file starts three times as fast as the sources do. */
beforeAll(async () => {
  const entryPoints = [fileURLToPath(new URL('resumed.ts', import.meta.url))]
  // Its parts for other systems are not installed.
  const external = ['@duckdb/node-api']
  await build({ entryPoints, bundle: true, platform: 'node', format: 'cjs', external, outfile: script })
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The number of rows that the first file of a pipeline has, its header aside. */
function rowsOf(pipeline: string): number {
  const { path } = loadPipeline(pipeline).source.argument as { path: string }
  return (
    readFileSync(new URL(path, `file://${pipeline}`), 'utf8')
      .trimEnd()
      .split('\n').length - 1
  )
}

/** What a new process prints: a line for each forecast, then report data, counts and state. */
async function lines(pipeline: string, name: string, from: number, stops: readonly number[] = []): Promise<string[]> {
  const args = [script, pipeline, join(folder, name), String(from), ...stops.map(String)]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    maxBuffer: 1 << 26,
    env: { ...process.env, RESUME_ROWS: String(most) },
  })
  return stdout.trimEnd().split('\n')
}

/** The file of the first is generated; the others read feeds. Other tests stop runs of their kinds. */
const others = ['retail.yaml', 'station.yaml', 'ticker.yaml']

const files = readdirSync(pipelines).filter((name) => name.endsWith('.yaml') && !others.includes(name))

describe.each(files)('%s', (name) => {
  it('continues in a new process as if it had never stopped: forecasts, scores, report data, counts and state', async () => {
    const pipeline = join(pipelines, name)
    mkdirSync(join(folder, name))
    const random = new Random(propertySeed)
    const rows = Math.min(rowsOf(pipeline), most)
    const stops = Array.from({ length: count }, () => 1 + random.below(rows - 1))
    const whole = await lines(pipeline, name, 0, stops)
    for (const stop of stops) {
      const after = whole.slice(whole.indexOf(`saved ${stop}`)).filter((line) => !line.startsWith('saved'))
      expect(after.length).toBeGreaterThan(3)
      expect(await lines(pipeline, name, stop)).toEqual(after)
    }
  })
})
