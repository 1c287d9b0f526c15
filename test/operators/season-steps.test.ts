import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { seasonSteps, seasonsInSteps } from '../../src/operators/season-steps.ts'

describe('seasonSteps', () => {
  it('takes a number as steps, and undefined as no season', () => {
    expect(seasonSteps('score.season', 12, undefined)).toBe(12)
    expect(seasonSteps('score.season', undefined, '1d')).toBeUndefined()
  })

  it('converts a duration by the cadence', () => {
    expect(seasonSteps('score.season', '1y', '1d')).toBe(365)
    expect(seasonSteps('score.season', '1d', '15min')).toBe(96)
  })

  it('asks for the cadence if it is unknown', () => {
    expect(() => seasonSteps('score.season', '1y', undefined)).toThrow(ConfigError)
    expect(() => seasonSteps('score.season', '1y', undefined)).toThrow(
      'score.season: expected a number of steps while the cadence is not known, got "1y"; put fillGaps before it',
    )
  })

  it('refuses a season that is not longer than a step', () => {
    expect(() => seasonSteps('score.season', '1d', '1d')).toThrow(ConfigError)
    expect(() => seasonSteps('score.season', '1d', '1d')).toThrow('score.season: expected a season longer than')
  })
})

describe('seasonsInSteps', () => {
  it('takes one season or several, each once, in their order', () => {
    expect(seasonsInSteps('season', undefined, '1h')).toBeUndefined()
    expect(seasonsInSteps('season', '1d', '1h')).toEqual([24])
    expect(seasonsInSteps('season', ['1w', '1d', 24], '1h')).toEqual([168, 24])
  })
})
