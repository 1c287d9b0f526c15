import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { documents } from './documents.ts'

/** Links and pictures of a document that are paths, from the root of the repository. */
const linksOf = (document: string) =>
  [...readFileSync(document, 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => normalize(join(dirname(document), target)))

describe('the documents', () => {
  it.each(documents)('link only to existing files: %s', (document) => {
    expect(linksOf(document).filter((path) => !existsSync(path))).toEqual([])
  })

  it.each(documents.filter((name) => name !== 'ARCHITECTURE.md'))(
    'wrap at 120 columns, except tables, links and code: %s',
    (document) => {
      const prose = readFileSync(document, 'utf8').replace(/^```[\s\S]*?^```$/gm, '')
      expect(prose.split('\n').filter((line) => line.length > 120 && !/^(\||!\[|- `)/.test(line))).toEqual([])
    },
  )

  it.each(documents)('name only files that exist: %s', (document) => {
    // From the root of the repository or from the document's folder; names of a recipe's own file begin with "your".
    const named = [...readFileSync(document, 'utf8').matchAll(/`([\w./-]+\/[\w.-]+\.(?:ts|css|yaml|json|md|mjs))`/g)]
      .map(([, path]) => path!)
      .filter((path) => !/\/your-|^(node_modules|out|dist)\//.test(path))
    const there = (path: string) => existsSync(path) || existsSync(join(dirname(document), path))
    expect(named.filter((path) => !there(path))).toEqual([])
  })

  it('name only scripts that package.json has', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
    const named = documents.flatMap((document) =>
      [...readFileSync(document, 'utf8').matchAll(/\bnpm run (?:--silent )?(\w[\w:-]*)/g)].map(([, script]) => script!),
    )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((script) => !(script in scripts))).toEqual([])
  })
})

describe('the package', () => {
  it('contains everything that its README links to, except tests, which are in the repository', async () => {
    const { stdout } = await promisify(execFile)('npm', ['pack', '--ignore-scripts', '--dry-run', '--json'])
    const packed: string[] = JSON.parse(stdout)[0].files.map(({ path }: { path: string }) => path)
    const has = (path: string) =>
      statSync(path).isDirectory() ? packed.some((file) => file.startsWith(`${path}/`)) : packed.includes(path)
    expect(linksOf('README.md').filter((path) => !path.startsWith('test/') && !has(path))).toEqual([])
  })
})
