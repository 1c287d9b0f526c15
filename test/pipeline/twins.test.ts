import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { header, retailLines } from '../bench/retail/sales.ts'
import { commandHere } from '../cli/command.ts'

const run = promisify(execFile)

/** A project of its own that has rxcast installed: the pipelines, the data, and a package.json beside them. */
const project = mkdtempSync(join(tmpdir(), 'rxcast-twins-'))

// The first rows show whether two pipelines are the same. TWIN_ROWS=Infinity runs all.
const rows = Number(process.env.TWIN_ROWS ?? 300)

function copyRows(path: string): void {
  const lines = readFileSync(path, 'utf8').split('\n')
  // The last ones too, which are of another series if there are several.
  const some = lines.length > rows ? [...lines.slice(0, rows / 2 + 1), ...lines.slice(-rows / 2)] : lines
  writeFileSync(join(project, path), some.join('\n'))
}

beforeAll(() => {
  cpSync('pipelines', join(project, 'pipelines'), { recursive: true })
  mkdirSync(join(project, 'data'))
  for (const name of readdirSync('data').filter((name) => name.endsWith('.csv'))) copyRows(`data/${name}`)
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  mkdirSync(join(project, 'node_modules'))
  symlinkSync(resolve('node_modules/rxjs'), join(project, 'node_modules/rxjs'))
  mkdirSync(join(project, 'node_modules/vega-datasets/data'), { recursive: true })
  for (const name of ['sp500-2000', 'stocks']) copyRows(`node_modules/vega-datasets/data/${name}.csv`)
  mkdirSync(join(project, 'out'))
  const retail = [header, ...retailLines({ products: 8, days: Math.ceil(rows / 8), seed: 1, future: 7 })]
  writeFileSync(join(project, 'out/retail.csv'), retail.join('\n'))
  symlinkSync(resolve('.'), join(project, 'node_modules/rxcast'))
})

/** Those that read what `rxcast simulate` plays and go on until they are stopped. */
const live = ['station', 'ticker']
const names = readdirSync('pipelines')
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -5))
  .filter((name) => !live.includes(name))

const output = (name: string, folder = 'out') => readFileSync(join(project, folder, name))

// One process for all twins: to start it takes longer than to run one of them.
beforeAll(async () => {
  const all = names.map((name) => `await import('./pipelines/${name}.ts')`).join('\n')
  await run(process.execPath, ['--import', import.meta.resolve('tsx'), '--input-type=module', '--eval', all], {
    cwd: project,
  })
  cpSync(join(project, 'out'), join(project, 'of-twins'), { recursive: true })
})

describe('every pipeline file', () => {
  it.each(names)('%s.yaml and its twin in code write the same forecasts, byte for byte', async (name) => {
    const csv = name === 'retail' ? 'retail-forecasts.csv' : `${name}.csv`
    rmSync(join(project, 'out', csv))
    await commandHere(['run', `pipelines/${name}.yaml`, '--quiet'], project)
    expect(output(csv).length).toBeGreaterThan(10_000)
    expect(output(csv).equals(output(csv, 'of-twins'))).toBe(true)
    for (const folder of ['out', 'of-twins']) expect(output(`${name}.html`, folder).length).toBeGreaterThan(10_000)
  })
})
