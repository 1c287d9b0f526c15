import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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

/** The docstring right before a declaration, in the file or in one that it imports the name from. */
function docstringOf({ name, file }: Exported): string | undefined {
  const text = readFileSync(file, 'utf8')
  const from = text.match(new RegExp(String.raw`^import type \{[^}]*\b${name}\b[^}]*\} from '(\.[^']+)'`, 'm'))?.[1]
  if (from !== undefined) return docstringOf({ name, file: join(dirname(file), from) })
  const kinds = '(?:declare |abstract |async )*(?:function|class|interface|type|const)'
  const found = text.match(new RegExp(String.raw`/\*\*((?:(?!\*/)[\s\S])*)\*/\s*export ${kinds} ${name}\b`))
  return found?.[1]
}

describe.each(['src/index.ts', 'src/node.ts'])('the docstrings of %s', (entry) => {
  const exported = exportsOf(entry)

  it('exist for every export', () => {
    expect(exported.length).toBeGreaterThan(20)
    expect(exported.filter((each) => docstringOf(each) === undefined)).toEqual([])
  })
})
