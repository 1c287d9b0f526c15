import { describe, expect, it } from 'vitest'
import { readCall } from '../../src/pipeline/call.ts'

describe('readCall', () => {
  it('reads a word alone, and a word with an argument', () => {
    expect(readCall('score')).toEqual({ name: 'score', argument: undefined })
    expect(readCall({ lookback: 32 })).toEqual({ name: 'lookback', argument: 32 })
    expect(readCall({ forecast: { horizon: 7 } })).toEqual({ name: 'forecast', argument: { horizon: 7 } })
  })

  it('reads a word with nothing after its colon as the word alone', () => {
    expect(readCall({ inOrder: null })).toEqual({ name: 'inOrder', argument: undefined })
  })

  it('reports a problem for anything else', () => {
    expect(readCall(7)).toBe(
      'expected a word or one word with its argument, got 7; write it such as "- score" or "- lookback: 32"',
    )
    expect(readCall(null)).toContain('got null')
    expect(readCall(['score'])).toContain('got ["score"]')
    expect(readCall({})).toBe('expected a word with its argument, got {}; name one')
  })

  it('suggests nesting if options are on the level of their word', () => {
    expect(readCall({ forecast: null, horizon: 7 })).toBe(
      'expected one word with its argument, got "forecast", "horizon"; indent "horizon" further, below "forecast"',
    )
    expect(readCall({ lookback: 32, score: {} })).toBe(
      'expected one word with its argument, got "lookback", "score"; give each word an item of its own',
    )
  })
})
