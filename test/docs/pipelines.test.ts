import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { command } from '../cli/command.ts'

const documents = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md'].filter((name) => existsSync(name))

/** The YAML blocks of a document that are pipelines. */
const pipelines = (document: string) =>
  [...readFileSync(document, 'utf8').matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)]
    .map(([, text]) => text!)
    .filter((text) => /^source:/m.test(text))

/** A project with the data and the pipelines that come with the package. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-docs-'))
  for (const name of ['data', 'pipelines']) cpSync(name, join(folder, name), { recursive: true })
  return folder
}

describe('the pipelines shown in the documents', () => {
  it.each(documents)('run as they stand: %s', async (document) => {
    const folder = project()
    for (const text of pipelines(document)) {
      // Those that go up one folder are meant to be saved beside the ones that come with the package.
      const file = text.includes('../') ? 'pipelines/shown.yaml' : 'shown.yaml'
      writeFileSync(join(folder, file), text)
      const { path } = parsePipeline(text, file).source.argument as { path: string }
      // Standard input here is empty, and what only a reader has cannot be read: those are checked and no more.
      if (path === '-' || !existsSync(join(folder, file, '..', path))) continue
      const { code, stderr } = await command(['run', file], folder)
      expect([code, stderr]).toEqual([0, expect.stringContaining('wrote ')])
    }
  })

  it('print the scores that the README shows', async () => {
    const { stdout } = await command(['run', 'pipelines/weather.yaml'], project())
    expect(readFileSync('README.md', 'utf8')).toContain(stdout)
  })

  it('are told what is wrong with them in the words that the README shows', async () => {
    const folder = project()
    const text = [
      'source:',
      '  csv: { path: data/seattle-weather.csv, time: date, target: temp_max }',
      'stepz: [inOrder]',
      'steps:',
      '  - score: { from: 2013-13-01 }',
      '  - forcast: { horizon: 7 }',
    ]
    writeFileSync(join(folder, 'prices.yaml'), `${text.join('\n')}\n`)
    const { code, stderr } = await command(['check', 'prices.yaml'], folder)
    expect(code).toBe(2)
    expect(readFileSync('README.md', 'utf8')).toContain(`$ npx rxcast check prices.yaml\n${stderr}`)
  })
})

describe('the TypeScript that the README shows', () => {
  it('compiles and runs as it stands', async () => {
    const folder = project()
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(resolve('.'), join(folder, 'node_modules/rxcast'))
    for (const name of ['rxjs', '@types'])
      symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
    const blocks = [...readFileSync('README.md', 'utf8').matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, text]) => text!)
    expect(blocks.length).toBeGreaterThan(0)
    const node = (...args: readonly string[]) =>
      promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 })
    for (const [i, block] of blocks.entries()) {
      writeFileSync(join(folder, `shown${i}.mts`), block)
      const compiler = resolve('node_modules/typescript/bin/tsc')
      const options = ['--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext', '--types', 'node']
      await node(compiler, ...options, `shown${i}.mts`)
      expect((await node(`shown${i}.mjs`)).stdout).not.toBe('')
    }
  })
})
