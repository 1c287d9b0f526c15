import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'

const kB = (bytes: Uint8Array) => gzipSync(bytes, { level: 9 }).length / 1000

/** Size of an entry that imports the built package, minified and compressed, in kB. */
async function bundled(contents: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: '.' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    write: false,
  })
  return kB(outputFiles[0]!.contents)
}

/** Limits are a tenth above what was measured when they were set, in kB after gzip. */
describe('what a browser loads', () => {
  it.each([
    [
      'a stream of forecasts',
      "import { forecast, inOrder, score } from './dist/index.js'; console.log(forecast, inOrder, score)",
      126,
    ],
    ['forecastSeries', "import { forecastSeries } from './dist/index.js'; console.log(forecastSeries)", 98],
    [
      'the client of the worker',
      "import { forecastInWorker } from './dist/worker/client.js'; console.log(forecastInWorker)",
      1,
    ],
  ] as const)('is small for %s', async (_, code, limit) => {
    const size = await bundled(code)
    expect(size).toBeLessThan(limit)
    // A limit far away says nothing.
    expect(size).toBeGreaterThan(limit / 2)
  })

  it.each([
    ['dist/worker/rxcast-worker.js', 285],
    ['dist/rxcast.html', 402],
  ] as const)('is small for %s', (path, limit) => {
    const size = kB(readFileSync(path))
    expect(size).toBeLessThan(limit)
    expect(size).toBeGreaterThan(limit / 2)
  })
})

describe('the command line', () => {
  it('finds its packages in its own files, except those that are optional or compiled for each system', () => {
    const parts = readdirSync('dist/parts').map((name) => `dist/parts/${name}`)
    const imported = [...parts, 'dist/cli/rxcast.js'].flatMap((path) =>
      [
        ...readFileSync(path, 'utf8').matchAll(/^(?:import|\}) .*from "([^".][^"]*)";$|\bimport\("([^".][^"]*)"\)/gm),
      ].map(([, always, later]) => always ?? later!),
    )
    const optional = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).peerDependenciesMeta)
    const isOptional = (name: string) => optional.some((peer) => `${name}/`.startsWith(`${peer}/`))
    expect(imported).toContain('kafkajs')
    expect(imported.filter((name) => !isBuiltin(name) && !isOptional(name))).toEqual(['fs-native-extensions'])
  })

  it('has the licence of each package in it', () => {
    const notice = readFileSync('dist/cli/rxcast.js', 'utf8').split('/*! rxcast, MIT. With:\n')[1]!
    const names = [...notice.matchAll(/^ \* (\S+ \d\S+), /gm)].map(([, name]) => name!)
    expect(names.length).toBeGreaterThan(5)
    const licences = readFileSync('dist/licences.txt', 'utf8').split(/^(?=\S+ \d+\.\d+\.\d+, )/m)
    for (const name of names) expect(licences.find((text) => text.startsWith(`${name}, `))).toMatch(/permi|licen[cs]/i)
  })
})
