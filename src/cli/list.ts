import wrapAnsi from 'wrap-ansi'
import { ConfigError } from '../errors.ts'
import { flow } from '../pipeline/flow.ts'
import { type JsonSchema, pipelineSchema } from '../pipeline/pipeline-schema.ts'
import { type Place, registry } from '../pipeline/registry.ts'
import type { StepWord, Word } from '../word.ts'
import { nearest } from '../words/nearest.ts'
import { kindOf, optionTexts } from './describe-schema.ts'
import type { Terminal } from './terminal.ts'

/** `rxcast list [WORD…]`: all words, or the words and settings named, with argument, defaults and an example, from their schemas. */
export function list(wanted: readonly string[], { json }: { readonly json?: boolean }, terminal: Terminal): void {
  const places = Object.keys(registry) as Place[]
  const all = places.flatMap((place) => registry[place].map((word: Word) => ({ place, word })))
  const schema = pipelineSchema()
  const settings = Object.entries(schema.properties as Record<string, JsonSchema>).filter(
    ([name]) => !places.includes(name as Place),
  )
  const names = [...new Set([...all.map(({ word }) => word.name), ...settings.map(([name]) => name)])]
  const problems = wanted
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names)
      const cure = meant === undefined ? '' : `; did you mean "${meant}"?`
      return { where: 'list:', message: `expected one of ${names.join(', ')}, got "${name}"${cure}` }
    })
  if (problems.length > 0) throw new ConfigError(problems)

  const shown = all.filter(({ word }) => wanted.length === 0 || wanted.includes(word.name))
  const beside = settings.filter(([name]) => wanted.includes(name))
  const definitions = schema.definitions as Record<string, JsonSchema>
  const argumentOf = (place: Place, word: Word) => definitions[`${place}.${word.name}`]!
  if (json) {
    const words = shown.map(({ place, word }) => ({
      place,
      name: word.name,
      summary: word.summary,
      argument: argumentOf(place, word),
      example: word.example,
    }))
    const blocks = beside.map(([name, argument]) => ({ place: 'beside', name, argument }))
    terminal.out(`${JSON.stringify([...words, ...blocks], null, 2)}\n`)
    return
  }
  const blocks: string[] = []
  for (const place of places) {
    const words = shown.filter((one) => one.place === place)
    if (words.length === 0) continue
    blocks.push(
      terminal.paint('bold', place),
      ...words.map(({ word }) => block(word, place, argumentOf(place, word), terminal)),
    )
  }
  if (wanted.length === 0) {
    const properties = Object.fromEntries(settings)
    blocks.push(terminal.paint('bold', 'beside them'), optionsOf({ properties }, terminal).join('\n'))
  } else if (beside.length > 0)
    blocks.push(
      terminal.paint('bold', 'beside source, steps and sinks'),
      ...beside.map(([name, argument]) => settingBlock(name, argument, terminal)),
    )
  terminal.out(`${blocks.join('\n\n')}\n`)
}

function block(word: Word | StepWord, place: Place, argument: JsonSchema, terminal: Terminal): string {
  const stages = 'accepts' in word ? `  ${terminal.paint('dim', `${word.accepts} → ${word.emits}`)}` : ''
  const options = optionsOf(argument, terminal)
  const plain = shortForm(argument)
  return [
    `  ${terminal.paint('accent', word.name)}${stages}`,
    `    ${word.summary}`,
    ...(plain ? [`    argument: ${plain}`] : []),
    ...options,
    `    ${terminal.paint('dim', 'example:')} ${place === 'source' ? '' : '- '}${flow(word)}`,
  ].join('\n')
}

function settingBlock(name: string, schema: JsonSchema, terminal: Terminal): string {
  const options = optionsOf(schema, terminal)
  const rest = options.length > 0 ? options : [`    argument: ${kindOf(schema)}`]
  return [`  ${terminal.paint('accent', name)}`, `    ${schema.description}`, ...rest].join('\n')
}

/** The forms of an argument other than named options. */
function shortForm(argument: JsonSchema): string {
  const alternatives = (argument.anyOf ?? argument.oneOf) as JsonSchema[] | undefined
  if (!alternatives) return argument.type === 'object' ? '' : kindWithMeaning(argument)
  const rest = alternatives.filter(({ type, anyOf }) => type !== 'object' && anyOf === undefined)
  const names = rest.map(kindWithMeaning)
  return alternatives.some(({ type }) => type === 'object') ? [...names, 'or options'].join(', ') : names.join(', ')
}

const kindWithMeaning = (schema: JsonSchema) =>
  schema.description === undefined
    ? kindOf(schema)
    : `${kindOf(schema)} (${String(schema.description).replace(/\.$/, '')})`

function optionsOf(schema: JsonSchema, terminal: Terminal): string[] {
  const options = optionTexts(schema)
  const width = Math.max(...options.map(({ name }) => name.length), 0)
  const indent = ' '.repeat(6 + width + 2)
  return options.flatMap(({ name, kind, fallback, meaning }) => {
    const rest = fallback === '' ? '' : fallback === 'required' ? ', required' : `, default ${fallback}`
    return [
      `      ${name.padEnd(width)}  ${terminal.paint('dim', `${kind}${rest}`)}`,
      ...wrapAnsi(meaning, Math.max(40, Math.min(100, terminal.columns) - indent.length))
        .split('\n')
        .map((line) => indent + line),
    ]
  })
}
