import * as z from 'zod/mini'
import type { Word } from '../word.ts'
import { flow } from './flow.ts'
import { type Place, registry } from './registry.ts'
import { settingOptions } from './settings.ts'

/** A JSON Schema, or a part of one. */
export type JsonSchema = { readonly [keyword: string]: unknown }

/**
 * The JSON Schema (draft 7) of pipeline files, for completion and checks in editors, derived from the schemas of the
 * words. A test checks that `schema/pipeline.schema.json` equals it.
 */
export function pipelineSchema(): JsonSchema {
  const { properties, description: _, ...settings } = jsonSchema(settingOptions)
  const definitions = Object.fromEntries(
    Object.entries(registry).flatMap(([place, words]) =>
      words.map((word) => [
        definitionName(place as Place, word),
        { ...jsonSchema(word.argument), description: word.summary },
      ]),
    ),
  )
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'rxcast pipeline',
    description: 'Reads rows, forecasts, scores and writes: a call is a word, or a word with its argument.',
    ...settings,
    required: ['source'],
    properties: {
      source: { description: 'Where rows come from.', ...callOf('source') },
      steps: {
        description: 'What is done with them, in order. Steps left out at either end are added.',
        type: ['array', 'null'],
        items: callOf('steps'),
      },
      sinks: { description: 'Where forecasts go.', type: ['array', 'null'], items: callOf('sinks') },
      ...(properties as object),
    },
    definitions,
  }
}

/** One of the words of a place: its name alone if the argument is optional, or with its argument. */
function callOf(place: Place): JsonSchema {
  const words: readonly Word[] = registry[place]
  const bare = words.filter((word) => word.argument.safeParse(undefined).success)
  const alone = bare.map(({ name, summary }) => ({ const: name, description: summary }))
  const called = words.map((word) => ({
    type: 'object',
    description: `${word.summary} Such as: ${flow(word)}`,
    required: [word.name],
    additionalProperties: false,
    properties: {
      [word.name]: bare.includes(word) ? { anyOf: [reference(place, word), { type: 'null' }] } : reference(place, word),
    },
  }))
  return { anyOf: [...alone, ...called] }
}

const definitionName = (place: Place, { name }: Word) => `${place}.${name}`
const reference = (place: Place, word: Word) => ({ $ref: `#/definitions/${definitionName(place, word)}` })

/**
 * The input of a schema: defaults are optional, and checks that JSON Schema cannot express are left to `rxcast check`.
 */
function jsonSchema(schema: z.ZodMiniType): JsonSchema {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    // Used by the build to write types; meaningless in a file.
    override: ({ jsonSchema }) => {
      delete jsonSchema.tsType
    },
  })
  return rest
}
