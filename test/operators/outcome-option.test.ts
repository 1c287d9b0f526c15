import { describe, expect, it } from 'vitest'
import { forecastWord } from '../../src/operators/forecast.ts'
import { channelsWith, outcomeProblems, outcomesWith } from '../../src/operators/outcome-option.ts'

const names = { targets: ['rain', 'sky'], covariates: ['wind'], classes: { sky: ['sun', 'fog'] } }

describe('the option outcome', () => {
  it('has the channels of its outcomes; those of the targets without one', () => {
    expect(channelsWith(false, names)).toBeUndefined()
    expect(channelsWith({ storm: 'any wind > p95' }, names)).toEqual({ names: ['storm'], groups: [0] })
    expect(channelsWith(true, names)).toEqual({ names: ['rain', 'sky=sun', 'sky=fog'], groups: [0, 1, 1] })
  })

  it('must be there for targets that are words', () => {
    expect(outcomeProblems(false, names)).toEqual([
      {
        path: ['outcome'],
        message: 'expected outcome: true or rules for sky, whose values are words, got false; add outcome: true',
      },
    ])
    expect(outcomeProblems(false, { targets: ['rain'], covariates: ['sky'], classes: names.classes })).toEqual([])
  })

  it('names targets by position if they have no names', () => {
    expect(outcomesWith({ up: '1 > 3' }, {}, 2)).toMatchObject([{ name: 'up', column: 1 }])
  })

  it('must name an outcome, by text', () => {
    const problem = (outcome: unknown) => forecastWord.argument.safeParse({ outcome }).success
    expect([problem({}), problem({ a: 3 }), problem({ a: '' }), problem('rain > 0'), problem({ a: 'x > 1' })]).toEqual([
      false,
      false,
      false,
      false,
      true,
    ])
    const said = (text: string) =>
      forecastWord.argument.safeParse({ outcome: JSON.parse(text) }).error!.issues.map(({ message }) => message)
    for (const name of ['', '__proto__'])
      expect(said(`{"${name}": "x > 1"}`)).toEqual([
        `a name for the outcome other than "${name}"; write { NAME: RULE }`,
      ])
  })
})
