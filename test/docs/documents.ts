import { readdirSync } from 'node:fs'

const markdownIn = (folder: string, recursive = false) =>
  readdirSync(folder, { recursive, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '.' ? name : `${folder}/${name}`))

/** All documents of the repository, by path. */
export const documents: readonly string[] = [
  ...markdownIn('.'),
  ...['dashboards', 'data', 'docs', 'src'].flatMap((folder) => markdownIn(folder, true)),
]

/** The fenced blocks of a document in one language ('' for none), and the text after each. */
export const blocks = (text: string, language: string): { readonly code: string; readonly after: string }[] =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(({ 0: whole, 2: code, index }) => ({ code: code!, after: text.slice(index + whole.length) }))
