import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { ConfigError } from '../../src/errors.ts'
import { checkArgument, optionsOf } from '../../src/words/check-argument.ts'

const schema = z.prefault(
  z.strictObject({ size: z._default(z.int().check(z.minimum(1)), 3), name: z.optional(z.string()) }),
  {},
)

describe('checkArgument', () => {
  it('fills in defaults', () => {
    expect(checkArgument('box', schema, undefined)).toEqual({ size: 3 })
    expect(checkArgument('box', schema, { name: 'a' })).toEqual({ size: 3, name: 'a' })
  })

  it('accepts its own result, since a pipeline may have read the argument already', () => {
    expect(checkArgument('box', schema, checkArgument('box', schema, {}))).toEqual({ size: 3 })
  })

  it('reports every problem at once, each with its path', () => {
    const bad = () => checkArgument('box', schema, { size: 0, name: 5, colour: 'red' } as never)
    expect(bad).toThrow(ConfigError)
    expect(bad).toThrow(
      'box.size: expected a number at least 1, got 0\n' +
        'box.name: expected text, got 5\n' +
        'box: expected a known option, got "colour"; the options are size, name',
    )
  })
})

describe('optionsOf', () => {
  it('finds the options through defaults and alternatives', () => {
    expect(optionsOf(schema)).toEqual(['size', 'name'])
    expect(optionsOf(z.optional(z.union([z.number(), z.strictObject({ a: z.number() })])))).toEqual(['a'])
    expect(optionsOf(z.number())).toEqual([])
  })
})
