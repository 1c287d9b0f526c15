import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`
    return statSync(join(root, path)).isDirectory() ? filesBelow(path) : [path]
  })
}

const sources = filesBelow('src').filter(
  (path) => path.endsWith('.ts') && !path.includes('.generated.') && !path.includes('/assembly/'),
)
const pages = filesBelow('dashboards').filter((path) => /\.(ts|css|html)$/.test(path))
const tests = filesBelow('test').filter((path) => path.endsWith('.ts'))

/** The layers as ARCHITECTURE.md states them: `- room: what it may import`. */
const layers = new Map(
  [...read('ARCHITECTURE.md').matchAll(/^- `([^`]+)`: (.*)$/gm)].map(([, room, rest]) => [
    room!,
    new Set([...rest!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)),
  ]),
)

/** `src/stats/mae.ts` is in `stats`; `src/word.ts` is a room of its own. */
const roomOf = (path: string) => path.split('/')[1]!

function importsOf(path: string): string[] {
  return [
    ...read(path).matchAll(
      /^(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
    ),
  ].map(([, from, bare, lazy]) => (from ?? bare ?? lazy)!)
}

const resolveImport = (from: string, to: string) =>
  relative(root, resolve(root, dirname(from), to))
    .split(sep)
    .join('/')

describe('the house', () => {
  it('has a layer for every room, and every room for a layer', () => {
    expect([...layers.keys()].sort()).toEqual([...new Set(sources.map(roomOf))].sort())
  })

  it('lets imports go downwards only', () => {
    const upward = sources.flatMap((path) =>
      importsOf(path)
        .map((name) => (name.startsWith('.') ? roomOf(resolveImport(path, name)) : name.replace(/^(node:).*/, 'node:')))
        .map((name) => (name.startsWith('@') ? name : name.startsWith('node:') ? name : name.split('/')[0]!))
        .filter((name) => name !== roomOf(path) && !layers.get(roomOf(path))?.has(name))
        .map((name) => `${path} imports ${name}`),
    )
    expect(upward).toEqual([])
  })

  it('reaches nothing of Node from the main entry: it runs in a browser', () => {
    const seen = new Set<string>()
    const nodeWords: string[] = []
    const visit = (path: string) => {
      if (seen.has(path)) return
      seen.add(path)
      for (const name of importsOf(path)) {
        if (name.startsWith('node:')) nodeWords.push(`${path} imports ${name}`)
        else if (name.startsWith('.') && !name.includes('.generated.')) visit(resolveImport(path, name))
      }
    }
    visit('src/index.ts')
    expect(nodeWords).toEqual([])
    expect(seen.size).toBeGreaterThan(20)
  })

  it('keeps every file to 250 lines', () => {
    const long = [...sources, ...pages, ...tests]
      .filter((path) => read(path).split('\n').length > 251)
      .map((path) => `${path}: ${read(path).split('\n').length - 1} lines`)
    expect(long).toEqual([])
  })

  it('has a test for every source file', () => {
    const declaresOnly = (path: string) =>
      !/^\s*(export\s+)?(default\s+)?(abstract\s+)?(async\s+)?(const|let|function|class)\b/m.test(read(path))
    const untested = sources.filter((path) => {
      if (declaresOnly(path)) return false
      const test = path.replace(/^src\//, 'test/').replace(/\.ts$/, '.test.ts')
      return !tests.includes(test)
    })
    expect(untested).toEqual([])
  })

  it('has no drawer for odds and ends', () => {
    const odds = [...sources, ...pages, ...tests].filter((path) =>
      path
        .split('/')
        .some(
          (part) => /^(utils?|helpers?|common|misc|shared|types)(\.|$)/.test(part) && !path.startsWith('test/types/'),
        ),
    )
    expect(odds).toEqual([])
    // One index, written by hand.
    expect(sources.filter((path) => path.endsWith('/index.ts'))).toEqual(['src/index.ts'])
  })

  it('takes no number from the clock, from Math.random or from the platform’s elementary functions', () => {
    const numeric = sources.filter((path) =>
      ['series', 'time', 'stats', 'scores', 'lstm', 'experts', 'forecaster', 'operators'].includes(roomOf(path)),
    )
    const forbidden =
      /\bMath\.(random|exp|expm1|log|log1p|log2|log10|pow|sin|cos|tan|tanh|sinh|cosh|atan|atan2|hypot|cbrt)\b|\bDate\.now\b|\bperformance\.now\b|\bnew Date\(\)|[\w)\]]\s*\*\*/
    const found = numeric.flatMap((path) =>
      read(path)
        .split('\n')
        .flatMap((line, i) =>
          forbidden.test(line) && !/^\s*(\*|\/\/|\/\*)/.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [],
        ),
    )
    expect(found).toEqual([])
  })

  it('exports no name that rxjs also exports', async () => {
    const [rxjs, ours] = await Promise.all([import('rxjs'), import('../src/index.ts')])
    expect(Object.keys(ours).filter((name) => name in rxjs)).toEqual([])
  })

  it('leaves no test that does not run', () => {
    const quiet = tests.filter(
      (path) => /\b(it|test|describe)\.(only|todo)\b/.test(read(path)) && !path.endsWith('house.test.ts'),
    )
    expect(quiet).toEqual([])
  })
})
