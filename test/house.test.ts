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
  (path) => /(?<!\.d)\.ts$/.test(path) && !path.includes('.generated.') && !path.includes('/assembly/'),
)
const pageSources = filesBelow('dashboards').filter((path) => path.endsWith('.ts'))
const files = [...sources, ...pageSources]
const pages = filesBelow('dashboards').filter((path) => /\.(ts|css|html)$/.test(path))
const tests = filesBelow('test').filter((path) => path.endsWith('.ts'))

/** The layers as ARCHITECTURE.md states them: `- room (what it is for): what it may import`. */
const layers = new Map(
  [...read('ARCHITECTURE.md').matchAll(/^- `([^`]+)` \([^`]+\): (.*)$/gm)].map(([, room, rest]) => [
    room!,
    new Set([...rest!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)),
  ]),
)

/**
 * `src/stats/mae.ts` is in `stats`, and `src/word.ts` is a room of its own; `dashboards/run/grain.ts` is in
 * `dashboards/run`, and `dashboards/page.ts` in `dashboards`.
 */
function roomOf(path: string): string {
  const [top, room] = path.split('/')
  return top === 'src' ? room! : path.split('/').length > 2 ? `dashboards/${room}` : 'dashboards'
}

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

/** The room of an import, or the package, without its subpath unless the package has a scope. */
function importedRoom(path: string, name: string): string {
  if (name.startsWith('.')) return roomOf(resolveImport(path, name))
  return name.startsWith('node:') ? 'node:' : name.startsWith('@') ? name : name.split('/')[0]!
}

/** What imports itself in a circle, and what imports that: all that remains if whatever imports nothing is taken away. */
function inCircles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(imports)
  for (let before = -1; before !== left.size; ) {
    before = left.size
    for (const [name, below] of left) if (below.every((other) => !left.has(other))) left.delete(name)
  }
  return [...left.keys()]
}

describe('the house', () => {
  it('has a layer for every room, and every room for a layer', () => {
    expect([...layers.keys()].sort()).toEqual([...new Set(files.map(roomOf))].sort())
  })

  it('imports only what the list of layers permits, and permits only what is imported', () => {
    const used = new Map([...layers.keys()].map((room) => [room, new Set<string>()]))
    const forbidden: string[] = []
    for (const path of files) {
      for (const name of importsOf(path)) {
        const imported = importedRoom(path, name)
        if (imported === roomOf(path)) continue
        used.get(roomOf(path))?.add(imported)
        if (!layers.get(roomOf(path))?.has(imported)) forbidden.push(`${path} imports ${imported}`)
      }
    }
    expect(forbidden).toEqual([])
    const unused = [...layers].flatMap(([room, permitted]) =>
      [...permitted].filter((name) => !used.get(room)?.has(name)).map((name) => `${room} may import ${name}`),
    )
    expect(unused).toEqual([])
  })

  it('has no circle of rooms, and none of files', () => {
    const rooms = [...layers].map(([room, permitted]) => [room, [...permitted]] as const)
    expect(inCircles(new Map(rooms))).toEqual([])
    const imports = files.map((path) => {
      const relatives = importsOf(path).filter((name) => name.startsWith('.'))
      return [path, relatives.map((name) => resolveImport(path, name))] as const
    })
    expect(inCircles(new Map(imports))).toEqual([])
    expect(
      inCircles(
        new Map([
          ['a', ['b']],
          ['b', ['c', 'a']],
          ['c', []],
        ]),
      ),
    ).toEqual(['a', 'b'])
  })

  it.each(['src/index.ts', 'src/run/session.ts', 'src/worker/in-worker.ts', 'src/worker/client.ts'])(
    'reaches nothing of Node from %s, which runs in a browser',
    (entry) => {
      const seen = new Set<string>()
      const nodeWords: string[] = []
      const visit = (path: string) => {
        if (seen.has(path)) return
        seen.add(path)
        const code = read(path).replace(/^\s*(\/\/|\/?\*).*$/gm, '')
        nodeWords.push(...(code.match(/\bBuffer\b|\bprocess\b/g) ?? []).map((name) => `${path} uses ${name}`))
        for (const name of importsOf(path)) {
          if (name.startsWith('node:')) nodeWords.push(`${path} imports ${name}`)
          else if (name.startsWith('.') && !name.includes('.generated.')) visit(resolveImport(path, name))
        }
      }
      visit(entry)
      expect(nodeWords).toEqual([])
      expect(seen.size).toBeGreaterThan(20)
    },
  )

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

  it('has no folder for odds and ends', () => {
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
    // These rooms read, write and serve; every other one is numeric.
    const others = [
      'operations',
      'shards',
      'threads',
      'checkpoint',
      'stores',
      'streams',
      'sources',
      'sinks',
      'live',
      'kafka',
      'delivery',
      'connectors',
      'run',
      'tasks',
      'look',
      'pipeline',
      'page',
      'server',
      'simulate',
      'cli',
      'node.ts',
    ]
    const numeric = sources.filter((path) => !others.includes(roomOf(path)))
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

  it('has no test that is skipped', () => {
    const quiet = tests.filter(
      (path) => /\b(it|test|describe)\.(only|todo)\b/.test(read(path)) && !path.endsWith('house.test.ts'),
    )
    expect(quiet).toEqual([])
  })
})
