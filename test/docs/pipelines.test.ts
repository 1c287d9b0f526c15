import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { command, commandHere, days } from '../cli/command.ts'
import { blocks, documents } from './documents.ts'

const readme = readFileSync('README.md', 'utf8')

/** The YAML blocks of a document that are pipelines. */
const pipelines = (document: string) =>
  blocks(readFileSync(document, 'utf8'), 'yaml')
    .map(({ code }) => code)
    .filter((text) => /^source:/m.test(text))

/** A value for each variable that a pipeline names. */
const environment = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [
      name!,
      name === 'BROKERS' ? 'localhost:9092' : '0123456789abcdef',
    ]),
  )

/** A project with the data and the pipelines that come with the package. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rxcast-docs-'))
  for (const name of ['data', 'pipelines']) cpSync(name, join(folder, name), { recursive: true })
  return folder
}

describe('the pipelines shown in the documents', () => {
  it.each(documents.filter((document) => pipelines(document).length > 0))('run unchanged: %s', async (document) => {
    const folder = project()
    for (const text of pipelines(document)) {
      // A path that begins with ../ is meant for a file in pipelines/.
      const file = text.includes('../') ? 'pipelines/shown.yaml' : 'shown.yaml'
      writeFileSync(join(folder, file), text)
      const { path } = parsePipeline(text, file, environment(text)).source.argument as { path?: string }
      // Standard input is empty here, and a file of the reader's is not there: such pipelines are only checked.
      if (path === undefined || path === '-' || !existsSync(join(folder, file, '..', path))) continue
      const { code, stderr } = await commandHere(['run', file], folder)
      expect([code, stderr]).toEqual([0, expect.stringContaining('wrote ')])
    }
  })

  it('print the scores that the README shows', async () => {
    const { stdout } = await command(['run', 'pipelines/weather.yaml'], project())
    expect(readme).toContain(stdout)
  })

  it('have problems that are reported as the README shows', async () => {
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
    expect(readme).toContain(`$ npx rxcast check prices.yaml\n${stderr}`)
  })
})

describe('the example of docs/pipeline-files.md', () => {
  it('writes the output that is shown', async () => {
    const text = readFileSync('docs/pipeline-files.md', 'utf8')
    const [csv, ...shownCsv] = blocks(text, 'csv').map(({ code }) => code)
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-docs-'))
    writeFileSync(join(folder, 'prices.csv'), csv!)
    writeFileSync(join(folder, 'prices.yaml'), blocks(text, 'yaml')[0]!.code)
    const { stdout } = await command(['run', 'prices.yaml'], folder)
    expect(stdout).toContain(blocks(text, '')[0]!.code)
    const written = ['csv', 'ndjson', 'csv.rejects.ndjson']
      .map((name) => readFileSync(join(folder, `out/prices.${name}`), 'utf8'))
      .join('')
    const shown = [...shownCsv, ...blocks(text, 'json').map(({ code }) => code)]
    expect(shown).toHaveLength(3)
    for (const block of shown) expect(written).toContain(block)
  })
})

describe('the commands that the README shows', () => {
  it('print the forecast that it begins with', async () => {
    const { stdout, stderr } = await command(['forecast', 'seattle-weather.csv'], 'data')
    const lines = `${stderr}${stdout}`.split('\n').filter((line) => line !== '')
    const shown = readme.replaceAll(/ +|\n/g, ' ')
    for (const line of lines) expect(shown).toContain(line.replaceAll(/ +/g, ' '))
  })

  it('run in this order in an empty folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rxcast-docs-'))
    writeFileSync(join(folder, 'prices.csv'), days(Array.from({ length: 30 }, (_, i) => 100 + (i % 7))))
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(resolve('.'), join(folder, 'node_modules/rxcast'))
    const shown = blocks(readme, 'sh').flatMap(({ code }) => [...code.matchAll(/^npx rxcast (.*?)(?: +#.*)?$/gm)])
    // The dashboard and workers stay until they are stopped.
    const lines = shown.map(([, words]) => words!).filter((words) => !/--dashboard|^worker/.test(words))
    expect(lines).toContain('run prices.yaml')
    for (const line of lines) expect([line, await command(line.split(' '), folder)]).toMatchObject([line, { code: 0 }])
    expect(existsSync(join(folder, 'next.csv'))).toBe(true)
    for (const name of ['prices.csv', 'prices.html']) expect(existsSync(join(folder, 'out', name))).toBe(true)
  })
})

describe('the TypeScript in documents', () => {
  const withCode = documents.filter((document) => blocks(readFileSync(document, 'utf8'), 'ts').length > 0)

  it.each(withCode)('compiles, runs, and prints the output that follows it: %s', async (document) => {
    const folder = project()
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(resolve('.'), join(folder, 'node_modules/rxcast'))
    for (const name of ['rxjs', '@types'])
      symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))
    const examples = blocks(readFileSync(document, 'utf8'), 'ts')
    const node = (...args: readonly string[]) =>
      promisify(execFile)(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 })
    for (const [i, { code }] of examples.entries()) writeFileSync(join(folder, `shown${i}.mts`), code)
    const compiler = resolve('node_modules/typescript/bin/tsc')
    const options = ['--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'nodenext', '--types', 'node']
    await node(compiler, ...options, ...examples.map((_, i) => `shown${i}.mts`))
    for (const [i, { after }] of examples.entries()) {
      const { stdout } = await node(`shown${i}.mjs`)
      expect(stdout).not.toBe('')
      const output = after.match(/^\s*```\n([\s\S]*?)^```$/m)
      if (output?.index === 0) expect(stdout).toBe(output[1])
    }
  })
})
