import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { kindOf, optionLines } from '../../src/cli/describe-schema.ts'

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

describe('optionLines', () => {
  it('lists options with their defaults', () => {
    const schema = z.strictObject({
      path: z.string().check(z.describe('File to read.')),
      rows: z._default(z.int(), 30).check(z.describe('How many. Default 30.')),
      zone: z.optional(z.string()).check(z.describe('Where. Default: here.')),
    })
    expect(optionLines(json(schema))).toEqual([
      { name: 'path', kind: 'text', otherwise: 'required', meaning: 'File to read.' },
      { name: 'rows', kind: 'whole number', otherwise: '30', meaning: 'How many.' },
      { name: 'zone', kind: 'text', otherwise: '', meaning: 'Where. Default: here.' },
    ])
  })

  it('finds the options among alternatives', () => {
    expect(optionLines(json(z.union([z.string(), z.strictObject({ a: z.int() })]))).map(({ name }) => name)).toEqual([
      'a',
    ])
    expect(optionLines(json(z.int()))).toEqual([])
  })
})
