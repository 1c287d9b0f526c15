import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { rxcast } from '../cli/command.ts'

const run = promisify(execFile)

/** A project of its own that has rxcast installed: the pipelines, the data, and a package.json beside them. */
const project = mkdtempSync(join(tmpdir(), 'rxcast-twins-'))

// The first rows show whether two pipelines are the same. TWIN_ROWS=Infinity runs all.
const rows = Number(process.env.TWIN_ROWS ?? 500)

function copyRows(path: string): void {
  const lines = readFileSync(path, 'utf8').split('\n')
  writeFileSync(join(project, path), lines.slice(0, rows + 1).join('\n'))
}

beforeAll(() => {
  cpSync('pipelines', join(project, 'pipelines'), { recursive: true })
  mkdirSync(join(project, 'data'))
  for (const name of readdirSync('data').filter((name) => name.endsWith('.csv'))) copyRows(`data/${name}`)
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(resolve('node_modules/rxjs'), join(project, 'node_modules/rxjs'))
  mkdirSync(join(project, 'node_modules/vega-datasets/data'), { recursive: true })
  copyRows('node_modules/vega-datasets/data/sp500-2000.csv')
  symlinkSync(resolve('.'), join(project, 'node_modules/rxcast'))
})

const output = (name: string) => readFileSync(join(project, 'out', name))

describe('every pipeline file', () => {
  it.each(['weather', 'stocks', 'co2', 'airline'])(
    '%s.yaml and its twin in code write the same forecasts, byte for byte',
    async (name) => {
      await run(process.execPath, [rxcast, 'run', `pipelines/${name}.yaml`, '--quiet'], { cwd: project })
      const forecasts = output(`${name}.csv`)
      await run(process.execPath, ['--import', import.meta.resolve('tsx'), `pipelines/${name}.ts`], { cwd: project })
      expect(forecasts.length).toBeGreaterThan(10_000)
      expect(output(`${name}.csv`).equals(forecasts)).toBe(true)
      expect(output(`${name}.html`).length).toBeGreaterThan(10_000)
    },
  )
})
