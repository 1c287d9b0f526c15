import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { parse, stringify } from 'yaml'
import { type JsonSchema, pipelineSchema } from '../../src/pipeline/pipeline-schema.ts'
import { share } from './fuzz.ts'

type Tree = null | boolean | number | string | Tree[] | { [name: string]: Tree }

const texts = fc.oneof(
  fc.constantFrom(
    't',
    'y',
    'x',
    'k',
    'rows.csv',
    'rows.ndjson',
    'out/a.csv',
    'out/b.ndjson',
    'out/c.html',
    'state/',
    '-',
  ),
  fc.constantFrom(
    '1d',
    '7d',
    '1h',
    '1y',
    '1mo',
    '1bd',
    '0d',
    '5min',
    '1e9d',
    '1d 1d',
    '2024-01-10',
    '2024-02-30',
    'UTC',
    'none',
  ),
  fc.constantFrom(
    'persistence',
    'drift',
    'rls(3)',
    'lstm(persistence, 0.004)',
    'lstm(',
    'utf-8',
    'csv',
    '',
    'toString',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '🙂',
    'é',
    '\u0000',
    'a: b',
    '# a',
    '&a',
    '*a',
    '!t',
    '{',
    '[',
    '"',
    '1',
    'true',
    '~',
  ),
)
const numbers = fc.oneof(
  fc.integer({ min: 0, max: 8 }),
  fc.constantFrom(-1, 0.5, 0.8, 0.95, 1.5, 1e9, -0, 1e-300, 1e300, 2 ** 53, 0.001),
)
const odd: fc.Arbitrary<Tree> = fc.oneof(
  texts,
  numbers,
  fc.constantFrom<Tree>(null, true, false, [], {}, [[]], { a: 1 }, [null], { path: null }, 'inf'),
)

const schema = pipelineSchema()

/** A tree that fits a part of the JSON Schema, more or less. */
function fitting(part: JsonSchema): fc.Arbitrary<Tree> {
  const {
    $ref,
    anyOf,
    const: one,
    enum: some,
    items,
    properties,
    required,
    additionalProperties,
  } = part as {
    $ref?: string
    anyOf?: JsonSchema[]
    const?: Tree
    enum?: Tree[]
    items?: JsonSchema
    properties?: Record<string, JsonSchema>
    required?: string[]
    additionalProperties?: JsonSchema | false
  }
  if ($ref) return fitting((schema.definitions as Record<string, JsonSchema>)[$ref.replace('#/definitions/', '')]!)
  if (anyOf) return fc.oneof(...anyOf.map(fitting))
  if (one !== undefined) return fc.constant(one)
  if (some) return fc.constantFrom(...some)
  const type = [part.type].flat()[0]
  if (type === 'object') {
    if (!properties)
      return fc.dictionary(texts, additionalProperties ? fitting(additionalProperties) : odd, { maxKeys: 2 })
    const fields = Object.entries(properties).map(([name, inner]) => {
      const need = required?.includes(name)
      const value = fitting(inner)
      const present = need ? fc.constant(true) : fc.integer({ min: 0, max: 5 }).map((n) => n === 0)
      return fc.tuple(fc.constant(name), present, value)
    })
    return fc
      .tuple(...fields)
      .map((all) => Object.fromEntries(all.flatMap(([name, here, value]) => (here ? [[name, value]] : []))))
  }
  if (type === 'array') return fc.array(items ? fitting(items) : odd, { maxLength: 3 })
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer({ min: Number(part.minimum ?? 0), max: Number(part.minimum ?? 0) + 6 })
  if (type === 'number') return numbers
  if (type === 'string') return texts
  return odd
}

const folder = fileURLToPath(new URL('../../pipelines/', import.meta.url))
/** The shipped pipelines, over the small file. */
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => {
    const tree = parse(readFileSync(folder + name, 'utf8')) as Record<string, Tree>
    const source = { csv: { path: 'rows.csv', time: 't', target: 'y' } }
    const sinks = ((tree.sinks ?? []) as Tree[]).map((_, i) => ({ csv: `out/${i}.csv` }))
    return { text: readFileSync(folder + name, 'utf8'), tree: { ...tree, source, sinks } as Tree }
  })

const step = fitting(((schema.properties as Record<string, JsonSchema>).steps as { items: JsonSchema }).items)
const sink = fitting(((schema.properties as Record<string, JsonSchema>).sinks as { items: JsonSchema }).items)
const usual = { csv: { path: 'rows.csv', time: 't', target: 'y' } }
/** One step over the small file, so that what fits is often accepted. */
const nearly: fc.Arbitrary<Tree> = fc.record({
  source: fc.constantFrom<Tree>(
    usual,
    { csv: { ...usual.csv, by: 'k', covariates: ['x'] } },
    { ndjson: { path: 'rows.ndjson', time: 't', target: 'y' } },
  ),
  steps: fc.array(step, { maxLength: 2 }),
  sinks: fc.oneof(fc.constant<Tree>([]), fc.array(sink, { maxLength: 2 })),
})

/** The places of a tree. */
function places(tree: Tree, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const inner = typeof tree === 'object' && tree !== null ? Object.entries(tree as Record<string, Tree>) : []
  return [path, ...inner.flatMap(([name, value]) => places(value, [...path, name]))]
}

interface Change {
  readonly at: number
  readonly how: 'set' | 'drop' | 'double' | 'wrap' | 'rename'
  readonly value: Tree
}

function changed(tree: Tree, { at, how, value }: Change): Tree {
  const all = places(tree)
  const path = all[Math.floor(at * all.length)]!
  const copy = structuredClone(tree)
  if (path.length === 0) return how === 'set' ? value : copy
  const name = path.at(-1)!
  const parent = path.slice(0, -1).reduce<Tree>((inner, key) => (inner as Record<string, Tree>)[key]!, copy) as Record<
    string,
    Tree
  >
  const old = parent[name]!
  if (how === 'set') parent[name] = value
  else if (how === 'wrap') parent[name] = [old]
  else if (Array.isArray(parent))
    parent.splice(Number(name), how === 'double' ? 0 : 1, ...(how === 'double' ? [old] : []))
  else {
    if (how !== 'double') delete parent[name]
    if (how !== 'drop') parent[how === 'rename' ? String(value) : `${name}s`] = old
  }
  return copy
}

const change: fc.Arbitrary<Change> = fc.record({
  at: share,
  how: fc.constantFrom('set', 'set', 'drop', 'double', 'wrap', 'rename'),
  value: odd,
})
const tree = fc
  .tuple(
    fc.oneof(fitting(schema), nearly, nearly, fc.constantFrom(...shipped.map((one) => one.tree))),
    fc.array(change, { maxLength: 2 }),
  )
  .map(([first, changes]) => changes.reduce(changed, first))
const treeText = fc
  .tuple(tree, fc.constantFrom('yaml', 'yaml', 'json'))
  .map(([one, form]) => (form === 'json' ? JSON.stringify(one) : stringify(one)))
const edit = fc.record({
  at: share,
  cut: fc.nat(5),
  text: fc.constantFrom(
    '',
    ' ',
    '\n',
    '\t',
    ':',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&a ',
    '*a',
    '!!js ',
    '|\n',
    '>',
    '#',
    '---\n',
    '\0',
    '\ufeff',
    '\r',
    '🙂',
    '? ',
    '<<: ',
    '%YAML 9\n',
    ', ',
  ),
})
const editedText = fc
  .tuple(
    fc.oneof(fc.constantFrom(...shipped.map((one) => one.text)), treeText),
    fc.array(edit, { minLength: 1, maxLength: 4 }),
  )
  .map(([text, edits]) =>
    edits.reduce((done, { at, cut, text }) => {
      const from = Math.floor(at * done.length)
      return done.slice(0, from) + text + done.slice(from + cut)
    }, text),
  )

/** Texts of pipeline files: from the schema, and from the shipped ones, changed as trees and as texts. */
export const pipelineTexts: fc.Arbitrary<string> = fc.oneof({ weight: 3, arbitrary: treeText }, editedText)
