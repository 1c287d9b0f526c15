import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { rxcast } from '../cli/command.ts'

const run = promisify(execFile)

/** A project of its own that has rxcast installed: the pipelines, the data, and a package.json beside them. */
const project = mkdtempSync(join(tmpdir(), 'rxcast-twins-'))

beforeAll(() => {
  cpSync('pipelines', join(project, 'pipelines'), { recursive: true })
  cpSync('data', join(project, 'data'), { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  mkdirSync(join(project, 'node_modules'))
  for (const name of ['rxjs', 'vega-datasets'])
    symlinkSync(resolve('node_modules', name), join(project, 'node_modules', name))
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
