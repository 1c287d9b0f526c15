import { execFile } from 'node:child_process'
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { cheap, days, folderWith } from './command.ts'

const run = promisify(execFile)
const folder = folderWith({
  'rows.csv': days([1, 2, 4, 8, 16]),
  'a.yaml': cheap,
  'package.json': '{ "type": "module" }',
  'use.ts': `import { fillGaps, forecast, inOrder, score, type Scored } from 'rxcast'
    import { type Outcome, readCsv, run, writeCsv } from 'rxcast/node'
    import { pipe } from 'rxjs'
    export const see = (scored: Scored): number => scored.scores.mae[0]!
    export const outcome: Promise<Outcome> = run({
      name: 'a',
      source: readCsv({ path: 'rows.csv', time: 'date', target: 'value' }),
      operators: (ledger) => pipe(inOrder({}, { ledger }), fillGaps('1d', { ledger }), forecast({ horizon: 2 }), score()),
      sinks: [writeCsv('a.csv')],
    })
    // @ts-expect-error there is no forecast to score
    pipe(inOrder(), score())
    // @ts-expect-error misspelt
    forecast({ horzon: 2 })`,
})

let warnings = ''

/** Packed, and installed in an empty folder with the oldest supported compiler, as a user would. */
beforeAll(async () => {
  const { stdout } = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder])
  const [{ filename }] = JSON.parse(stdout)
  const installed = await run(
    'npm',
    [
      ...['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=warn'],
      ...[join(folder, filename), 'typescript@5.4.5'],
    ],
    { cwd: folder },
  )
  warnings = installed.stderr
})

describe('the package, installed elsewhere', () => {
  it('is installed without a script to run and without a warning about it', () => {
    const { scripts } = JSON.parse(readFileSync(join(folder, 'node_modules/rxcast/package.json'), 'utf8'))
    for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) expect(scripts).not.toHaveProperty(script)
    expect(warnings).not.toContain('rxcast')
  })

  it('runs by npx, from a CSV file to forecasts', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
    const npx = async (...args: string[]) =>
      (await run('npx', ['--no-install', 'rxcast', ...args], { cwd: folder })).stdout
    expect(await npx('--version')).toBe(`${version}\n`)
    expect(await npx('init', 'rows.csv')).toBe('wrote rows.yaml\n')
    expect(await npx('run', 'rows.yaml')).toContain('5 rows = 5 accepted')
    expect(existsSync(join(folder, 'out/rows.csv'))).toBe(true)
    expect(existsSync(join(folder, 'out/rows.html'))).toBe(true)
    const schema = readFileSync(join(folder, 'rows.yaml'), 'utf8').match(/\$schema=(.*)/)?.[1]
    expect(existsSync(join(folder, schema!))).toBe(true)
  })

  it('includes pipelines that run unchanged', async () => {
    const pipelines = join(folder, 'node_modules/rxcast/pipelines')
    cpSync(pipelines, join(folder, 'pipelines'), { recursive: true })
    cpSync(join(folder, 'node_modules/rxcast/data'), join(folder, 'data'), { recursive: true })
    const { stdout } = await run('npx', ['--no-install', 'rxcast', 'run', 'pipelines/airline.yaml'], { cwd: folder })
    expect(stdout).toContain('144 rows = 144 accepted')
  })

  it('can be imported through both entries', async () => {
    writeFileSync(
      join(folder, 'use.js'),
      `import { forecast, inOrder, score } from 'rxcast'
       import { loadPipeline, runPipeline } from 'rxcast/node'
       const { rows } = await runPipeline(loadPipeline('a.yaml'))
       console.log([forecast, inOrder, score].map((word) => typeof word), rows.accepted)`,
    )
    expect((await run(process.execPath, ['use.js'], { cwd: folder })).stdout).toBe(
      "[ 'function', 'function', 'function' ] 5\n",
    )
  })

  describe.each([
    ['this project', resolve('node_modules/typescript')],
    ['TypeScript 5.4', 'node_modules/typescript'],
  ])('has types, including those of its dependencies, that compile with %s', (_, compiler) => {
    // The declarations of dependencies are the same either way; checking them takes most of the time.
    it.each([
      ['nodenext', 'nodenext', false],
      ['esnext', 'bundler', true],
    ])('as %s modules, resolved as %s', async (module, moduleResolution, skipLibCheck) => {
      const strictest = { strict: true, exactOptionalPropertyTypes: true, skipLibCheck, types: [] }
      const compilerOptions = { ...strictest, noEmit: true, target: 'es2022', module, moduleResolution }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
      const tsc = run(process.execPath, [join(compiler, 'bin/tsc')], { cwd: folder })
      await expect(tsc).resolves.toEqual({ stdout: '', stderr: '' })
    })
  })

  it('bundles for a page without Node, with the size that the README states', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { calendar, conformal, fillGaps, forecast, inOrder, score } from 'rxcast'
                   export const words = [calendar, conformal, fillGaps, forecast, inOrder, score]`,
        resolveDir: folder,
      },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    })
    const { text, contents } = outputFiles[0]!
    expect(text).not.toMatch(/["']node:/)
    const [, minified, compressed] = readFileSync('README.md', 'utf8').match(/(\d+) kB minified, (\d+) kB gzipped/)!
    const within = (kilobytes: number, stated: string) => Math.abs(kilobytes / Number(stated) - 1)
    expect(within(contents.length / 1000, minified!)).toBeLessThan(0.05)
    expect(within(gzipSync(contents).length / 1000, compressed!)).toBeLessThan(0.05)
  })
})
