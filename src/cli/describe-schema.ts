import type { JsonSchema } from '../pipeline/pipeline-schema.ts'
import { defaultSentence } from '../words/option.ts'

/** An option of a word, as text. */
export interface OptionText {
  readonly name: string
  /** Such as `text`, `whole number`, `iso | s | ms`, `list of text`. */
  readonly kind: string
  /** The default as JSON; 'required', or '' if there is none. */
  readonly fallback: string
  readonly meaning: string
}

/** The values that a schema accepts, in a few words. */
export function kindOf(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map(shown).join(' | ')
  if ('const' in schema) return shown(schema.const)
  const alternatives = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined
  if (alternatives) return [...new Set(alternatives.map(kindOf))].join(' | ')
  if (schema.type === 'array') return `list of ${schema.items ? kindOf(schema.items as JsonSchema) : 'anything'}`
  return kinds.get(schema.type as string) ?? 'anything'
}

const kinds: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['integer', 'whole number'],
  ['number', 'number'],
  ['boolean', 'true | false'],
  ['object', 'options'],
])

const shown = (value: unknown) => (typeof value === 'string' && value !== '' ? value : JSON.stringify(value))

/** The options of a schema, including those of an object among its alternatives. */
export function optionTexts(schema: JsonSchema): OptionText[] {
  const alternatives = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined
  if (alternatives) return alternatives.flatMap(optionTexts)
  const required = new Set((schema.required as string[] | undefined) ?? [])
  return Object.entries((schema.properties as Record<string, JsonSchema> | undefined) ?? {}).map(([name, option]) => ({
    name,
    kind: kindOf(option),
    fallback: 'default' in option ? JSON.stringify(option.default) : required.has(name) ? 'required' : '',
    meaning: meaningOf(option),
  }))
}

/** The description without the default at its end, which is printed next to the kind. */
function meaningOf({ description = '', default: value }: JsonSchema): string {
  return String(description).replace(` ${defaultSentence(value)}`, '')
}
