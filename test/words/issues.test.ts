import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { describeIssues } from '../../src/words/issues.ts'

function said(schema: z.ZodMiniType, input: unknown, keys?: string[]): string[] {
  const result = schema.safeParse(input)
  if (result.success) throw new Error('expected the schema to refuse')
  return describeIssues(result.error.issues, input, () => keys ?? []).map(
    ({ path, message }) => `${path.join('.')} ${message}`,
  )
}

const gap = z.union([
  z.string().check(z.refine((text) => text === '1d', { error: 'a duration; write it such as 1d' })),
  z.strictObject({ cadence: z.string(), maxGap: z.optional(z.int()) }),
])

describe('describeIssues', () => {
  it('names the type that was expected and shows what was written', () => {
    expect(said(z.int(), 1.5)).toEqual([' expected a whole number, got 1.5'])
    expect(said(z.int(), Number.NaN)).toEqual([' expected a number, got NaN'])
    expect(said(z.string(), null)).toEqual([' expected text, got null'])
    expect(said(z.boolean(), 'yes')).toEqual([' expected true or false, got "yes"'])
    expect(said(z.array(z.number()), () => 1)).toEqual([' expected a list, got a function'])
    expect(said(z.strictObject({ a: z.number() }), {})).toEqual(['a expected a number, got nothing'])
  })

  it('names the bounds', () => {
    expect(said(z.number().check(z.gt(0), z.lt(1)), 1)).toEqual([' expected a number below 1, got 1'])
    expect(said(z.number().check(z.gt(0)), 0)).toEqual([' expected a number above 0, got 0'])
    expect(said(z.int().check(z.minimum(1)), -2)).toEqual([' expected a number at least 1, got -2'])
    expect(said(z.array(z.number()).check(z.minLength(1)), [])).toEqual([' expected a list of at least 1, got []'])
    expect(said(z.string().check(z.maxLength(2)), 'abc')).toEqual([' expected text of at most 2 characters, got "abc"'])
  })

  it('names the choices', () => {
    expect(said(z.enum(['day', 'week']), 'month')).toEqual([' expected "day" or "week", got "month"'])
  })

  it('names every alternative if none was begun', () => {
    expect(said(gap, 3)).toEqual([' expected text or options by name, got 3'])
  })

  it('reports problems within the alternative that was begun', () => {
    expect(said(gap, '2d')).toEqual([' expected a duration, got "2d"; write it such as 1d'])
    expect(said(gap, { cadence: 5 })).toEqual(['cadence expected text, got 5'])
    expect(said(z.strictObject({ fill: gap }), { fill: { cadence: 5 } })).toEqual(['fill.cadence expected text, got 5'])
    expect(said(gap, { cadence: '1d', maxgap: 3 }, ['cadence', 'maxGap'])).toEqual([
      ' expected a known option, got "maxgap"; did you mean "maxGap"?',
    ])
    expect(said(gap, { cadence: '1d', colour: 3 }, ['cadence', 'maxGap'])).toEqual([
      ' expected a known option, got "colour"; the options are cadence, maxGap',
    ])
  })

  it('finds the value deep inside', () => {
    expect(said(z.strictObject({ levels: z.array(z.number()) }), { levels: [0.8, '95 %'] })).toEqual([
      'levels.1 expected a number, got "95 %"',
    ])
  })
})
