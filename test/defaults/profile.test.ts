import { describe, expect, it } from 'vitest'
import { kindOf, profileOf } from '../../src/defaults/profile.ts'

describe('kindOf', () => {
  it('follows the cadence', () => {
    expect(['15min', '1h', '12h', '1d', '1w', '1mo', '1y', '1bd'].map((cadence) => kindOf(cadence, undefined))).toEqual(
      ['hourly', 'hourly', 'hourly', 'daily', 'weekly', 'monthly', 'quarterly', 'price'],
    )
  })

  it('takes business days only for prices, and opening hours by the length of a step', () => {
    const texts = ['1bd sun-thu', '1d mon-fri', '1d mon-sat', '1h 09:00-17:00 mon-fri', '1mo last bd', '1d +09:00']
    expect(texts.map((text) => kindOf(text, undefined))).toEqual([
      ...['price', 'daily', 'daily', 'hourly', 'monthly', 'daily'],
    ])
  })

  it('follows the season if the cadence is unknown', () => {
    expect([kindOf(undefined, 24), kindOf(undefined, 7), kindOf(undefined, undefined)]).toEqual([
      'hourly',
      'daily',
      'daily',
    ])
  })
})

describe('profileOf', () => {
  it('has bases for all its LSTMs, and increasing lags', () => {
    for (const kind of ['hourly', 'daily', 'weekly', 'price', 'monthly', 'quarterly'] as const) {
      const { lstms, regressions } = profileOf(kind, [12])
      const simple = ['persistence', 'seasonalNaive', 'holtWintersMultiplicative', 'holtWintersMultiplicative']
      for (const { base } of lstms) expect([...simple, ...Object.keys(regressions)]).toContain(base)
      for (const { lags } of Object.values(regressions))
        expect([...lags]).toEqual([...new Set(lags)].sort((a, b) => a - b))
    }
  })

  it('has a regression on every week of a year for weekly series only, whose year it is', () => {
    for (const kind of ['hourly', 'daily', 'weekly', 'price', 'monthly', 'quarterly'] as const) {
      const longest = Object.values(profileOf(kind, [52]).regressions).filter(({ lags }) => lags.length === 52)
      expect(longest.length).toBe(kind === 'weekly' ? 1 : 0)
    }
  })

  it('puts LSTMs over seasonal experts only if the season has terms of its own', () => {
    const bases = (...seasons: number[]) => profileOf('monthly', seasons).lstms.map(({ base }) => base)
    expect(bases(12)).toContain('holtWintersMultiplicative')
    expect(bases(100)).not.toContain('holtWintersMultiplicative')
    expect(bases()).not.toContain('holtWintersMultiplicative')
  })

  it('leaves LSTMs out where they earn nothing: of prices and of series of some hundred rows', () => {
    expect(profileOf('price', []).lstms).toEqual([])
    expect(profileOf('quarterly', [4]).lstms).toEqual([])
    for (const kind of ['hourly', 'daily', 'weekly'] as const) expect(profileOf(kind, [7]).lstms).not.toEqual([])
  })
})
