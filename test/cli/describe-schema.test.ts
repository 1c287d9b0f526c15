import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { kindOf, optionTexts } from '../../src/cli/describe-schema.ts'

const json = (schema: z.ZodMiniType) => z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })

describe('kindOf', () => {
  it('names the type of a schema', () => {
    expect(
      [
        z.string(),
        z.int(),
        z.number(),
        z.boolean(),
        z.enum(['a', 'b']),
        z.literal('x'),
        z.array(z.string()),
        z.union([z.string(), z.int()]),
        z.unknown(),
      ].map((schema) => kindOf(json(schema))),
    ).toEqual([
      'text',
      'whole number',
      'number',
      'true | false',
      'a | b',
      'x',
      'list of text',
      'text | whole number',
      'anything',
    ])
  })
})

describe('optionTexts', () => {
  it('lists options with their defaults', () => {
    const schema = z.strictObject({
      path: z.string().check(z.describe('File to read.')),
      rows: z._default(z.int(), 30).check(z.describe('How many. Default 30.')),
      zone: z.optional(z.string()).check(z.describe('Where. Default: here.')),
    })
    expect(optionTexts(json(schema))).toEqual([
      { name: 'path', kind: 'text', fallback: 'required', meaning: 'File to read.' },
      { name: 'rows', kind: 'whole number', fallback: '30', meaning: 'How many.' },
      { name: 'zone', kind: 'text', fallback: '', meaning: 'Where. Default: here.' },
    ])
  })

  it('finds the options among alternatives', () => {
    expect(optionTexts(json(z.union([z.string(), z.strictObject({ a: z.int() })]))).map(({ name }) => name)).toEqual([
      'a',
    ])
    expect(optionTexts(json(z.int()))).toEqual([])
  })
})
