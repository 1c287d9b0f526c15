import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { propertySeed } from '../property-seed.ts'

// Every shipped pipeline is stopped after some row, saved, and goes on in a new process. RESUME_STOPS=50 tries more places.
const stops = Number(process.env.RESUME_STOPS ?? 1)

const folder = mkdtempSync(join(tmpdir(), 'rxcast-resume-'))
afterAll(() => rmSync(folder, { recursive: true }))

const pipelines = fileURLToPath(new URL('../../pipelines', import.meta.url))
const child = fileURLToPath(new URL('resumed.ts', import.meta.url))
const run = promisify(execFile)

/** What a process prints that forecasts rows `from` … `to − 1`: a line a forecast, then one about report data and rows. */
async function lines(name: string, from: number, to: number, file: string): Promise<string[]> {
  const args = ['--import', 'tsx', child, join(pipelines, name), String(from), String(to), join(folder, file)]
  const { stdout } = await run(process.execPath, args, { maxBuffer: 1 << 26 })
  return stdout.trimEnd().split('\n')
}

describe.each(readdirSync(pipelines).filter((name) => name.endsWith('.yaml')))('%s', (name) => {
  it('continues in a new process as if it had never stopped: forecasts, scores, report data and rows', async () => {
    const whole = await lines(name, 0, Number.MAX_SAFE_INTEGER, `${name}.whole`)
    const rows = Number(whole.at(-1)!.split(' ')[2])
    const random = new Random(propertySeed)
    for (let stop = 0; stop < stops; stop++) {
      const at = 1 + Math.floor(random.uniform() * (rows - 1))
      const before = await lines(name, 0, at, `${name}.state`)
      const after = await lines(name, at, rows, `${name}.state`)
      expect([...before.slice(0, -1), ...after]).toEqual(whole)
    }
  }, 120_000)
})
