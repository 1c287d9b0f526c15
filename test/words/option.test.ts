import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { defaultSentence, optional, required, withDefault } from '../../src/words/option.ts'

const options = z.strictObject({
  size: required(z.int(), 'How many.'),
  name: optional(z.string(), 'What to call it. Default: no name.'),
  levels: withDefault(z.array(z.number()), [0.8, 0.95], 'Levels.'),
})

describe('an option', () => {
  it('is required, optional, or has a default', () => {
    expect(options.parse({ size: 3 })).toEqual({ size: 3, levels: [0.8, 0.95] })
    expect(options.parse({ size: 3, name: 'a', levels: [] })).toEqual({ size: 3, name: 'a', levels: [] })
    expect(options.safeParse({}).success).toBe(false)
  })

  it('has a description that includes the default', () => {
    const { properties } = z.toJSONSchema(options, { io: 'input' })
    const descriptions = Object.values(properties!).map((one) => (one as { description: string }).description)
    expect(descriptions).toEqual(['How many.', 'What to call it. Default: no name.', 'Levels. Default [0.8, 0.95].'])
  })
})

it('defaultSentence writes values as code', () => {
  expect([['', 'nan'], ',', 0.001, false].map(defaultSentence)).toEqual([
    'Default ["", "nan"].',
    'Default ",".',
    'Default 0.001.',
    'Default false.',
  ])
})
