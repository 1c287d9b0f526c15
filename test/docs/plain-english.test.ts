import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { banned, toClean } from './banned-phrasings.ts'
import { documents } from './documents.ts'

const between = String.raw`\s+(?:(?://|\*|#)\s*)?`
const patterns = banned.map(([pattern, instead]) => ({
  regex: new RegExp(String.raw`\b(?:${pattern})\b`.replaceAll(' ', between), 'gi'),
  instead,
}))

/** Every banned phrasing in a text: `line: "phrase"; rather …`. */
function findings(text: string): string[] {
  return patterns.flatMap(({ instead, regex }) =>
    [...text.matchAll(regex)].map(({ 0: found, index }) => {
      const line = text.slice(0, index).split('\n').length
      return `${line}: "${found.replace(/\s+(?:(?:\/\/|\*|#)\s*)?/g, ' ')}"; rather ${instead}`
    }),
  )
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((path) => /\.(ts|css|html|yaml|mjs)$/.test(path) && !path.includes('.generated.'))

/** `src/stats/mae.ts` belongs to `src/stats`, `test/stats/mae.test.ts` to `test`, `README.md` to `.`. */
const folderOf = (path: string) => {
  const [first, second, ...rest] = path.split('/')
  return (first === 'src' || first === 'dashboards') && rest.length > 0
    ? `${first}/${second}`
    : second === undefined
      ? '.'
      : first!
}

/** The names of tests, at the lines where they are. */
const testNames = (text: string) =>
  text.replace(/(?:\b(?:it|describe)(?:\.\w+(?:\([^)]*\))?)?\(\s*(['`"]).*?\1)|[^\n]/g, (match) =>
    match.length > 1 ? match : '',
  )

const texts = [
  ...documents.map((path) => ({ path, text: readFileSync(path, 'utf8') })),
  ...['src', 'dashboards', 'pipelines']
    .flatMap(filesBelow)
    .concat('build.mjs', 'reference.mjs')
    .map((path) => ({ path, text: readFileSync(path, 'utf8') })),
  ...filesBelow('test').map((path) => ({ path, text: testNames(readFileSync(path, 'utf8')) })),
]
const folders = [...new Set(texts.map(({ path }) => folderOf(path)))].sort()

describe('the prose', () => {
  it.each(folders.filter((folder) => !toClean.includes(folder)))('has no banned phrasing in %s', (folder) => {
    const found = texts
      .filter(({ path }) => folderOf(path) === folder && !toClean.includes(path))
      .flatMap(({ path, text }) => findings(text).map((finding) => `${path}:${finding}`))
    expect(found).toEqual([])
  })

  it('is exempt only in folders and files that still need it', () => {
    const exempt = texts.filter(({ path }) => toClean.includes(folderOf(path)) || toClean.includes(path))
    const needed = new Set(
      exempt.filter(({ text }) => findings(text).length > 0).flatMap(({ path }) => [path, folderOf(path)]),
    )
    const there = new Set(exempt.flatMap(({ path }) => [path, folderOf(path)]))
    expect(toClean.filter((entry) => there.has(entry) && !needed.has(entry))).toEqual([])
  })

  it('is searched across line breaks, in any case, by whole words', () => {
    expect(findings('a\n * Undefined\n * where nothing is.')).toContain('2: "Undefined where"; rather … if, … when')
    expect(findings('forever, latest, somewhere it is')).toEqual([])
    expect(testNames("const a = 'whoever'\n  it('uses x', () => {\n")).toBe("\nit('uses x'\n")
  })

  it('is searched in every folder', () => {
    expect(folders).toEqual(expect.arrayContaining(['.', 'dashboards', 'data', 'pipelines', 'src/series', 'test']))
  })
})
