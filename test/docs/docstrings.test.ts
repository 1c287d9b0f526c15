import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Exported {
  readonly name: string
  readonly file: string
}

/** What an entry exports, and the source file that declares it. */
const exportsOf = (entry: string): Exported[] =>
  [...readFileSync(entry, 'utf8').matchAll(/^export (?:type )?\{([^}]*)\} from '\.\/([^']+)'/gm)].flatMap(
    ([, names, file]) =>
      names!
        .split(',')
        .map((name) => name.replace(/\btype\b/, '').trim())
        .filter((name) => name !== '')
        .map((name) => ({ name, file: `src/${file}` })),
  )

/** The docstring right before a declaration. */
function docstringOf({ name, file }: Exported): string | undefined {
  const kinds = '(?:declare |abstract |async )*(?:function|class|interface|type|const)'
  const found = readFileSync(file, 'utf8').match(
    new RegExp(String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*export ${kinds} ${name}\b`),
  )
  return found?.[1]
}

describe.each(['src/index.ts', 'src/node.ts'])('the docstrings of %s', (entry) => {
  const exported = exportsOf(entry)

  it('are there for every export', () => {
    expect(exported.length).toBeGreaterThan(20)
    expect(exported.filter((each) => docstringOf(each) === undefined)).toEqual([])
  })
})
