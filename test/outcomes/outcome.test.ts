import { describe, expect, it } from 'vitest'
import { channelNames, groupsOf, holds, likelihood, type Operator } from '../../src/outcomes/outcome.ts'
import { comparison } from './outcomes.ts'

const weather = { name: 'weather', column: 1, classes: ['rain', 'snow', 'sun'] }

describe('outcomes', () => {
  it('have a channel each, or one a class', () => {
    const outcomes = [comparison('>', 0), weather]
    expect(channelNames(outcomes)).toEqual(['event', 'weather=rain', 'weather=snow', 'weather=sun'])
    expect(groupsOf(outcomes)).toEqual([0, 1, 1, 1])
  })

  it('compare values with a limit', () => {
    const of = (operator: Operator) => [1, 2, 3].map((value) => holds(value, operator, 2))
    expect(of('>')).toEqual([false, false, true])
    expect(of('>=')).toEqual([false, true, true])
    expect(of('<')).toEqual([true, false, false])
    expect(of('<=')).toEqual([true, true, false])
    expect(of('=')).toEqual([false, true, false])
    expect(of('!=')).toEqual([true, false, true])
  })

  it('have a likelihood: of one channel its probability or the rest, of classes that of the label', () => {
    const probabilities = Float64Array.of(9, 0.2, 9, 0.7, 9, 0.1)
    expect(likelihood(1, 1, probabilities, 1, 2)).toBe(0.2)
    expect(likelihood(0, 1, probabilities, 1, 2)).toBe(0.8)
    expect(likelihood(2, 3, probabilities, 1, 2)).toBe(0.1)
  })
})
