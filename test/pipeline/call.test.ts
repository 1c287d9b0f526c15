import { describe, expect, it } from 'vitest'
import { readCall } from '../../src/pipeline/call.ts'

describe('readCall', () => {
  it('reads a word alone, and a word with its argument', () => {
    expect(readCall('score')).toEqual({ name: 'score', argument: undefined })
    expect(readCall({ lookback: 32 })).toEqual({ name: 'lookback', argument: 32 })
    expect(readCall({ forecast: { horizon: 7 } })).toEqual({ name: 'forecast', argument: { horizon: 7 } })
  })

  it('takes a word with nothing after its colon for the word alone', () => {
    expect(readCall({ inOrder: null })).toEqual({ name: 'inOrder', argument: undefined })
  })

  it('says what is wrong with anything else', () => {
    expect(readCall(7)).toBe(
      'expected a word or one word with its argument, got 7; write it such as "- score" or "- lookback: 32"',
    )
    expect(readCall(null)).toContain('got null')
    expect(readCall(['score'])).toContain('got ["score"]')
    expect(readCall({})).toBe('expected a word with its argument, got {}; name one')
  })

  it('guesses that options on the level of their word were meant to be below it', () => {
    expect(readCall({ forecast: null, horizon: 7 })).toBe(
      'expected one word with its argument, got "forecast", "horizon"; indent "horizon" further, below "forecast"',
    )
    expect(readCall({ lookback: 32, score: {} })).toBe(
      'expected one word with its argument, got "lookback", "score"; give each word an item of its own',
    )
  })
})
