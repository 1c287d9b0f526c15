import { describe, expect, it } from 'vitest'
import { defaultSeason } from '../../src/defaults/default-season.ts'

describe('defaultSeason', () => {
  it('is a day for hours, and a year for days, weeks and months', () => {
    expect(['15min', '1h', '1d', '1w', '1mo', '3mo'].map((cadence) => defaultSeason(cadence))).toEqual([
      96, 24, 365, 52, 12, 4,
    ])
  })

  it('is undefined for prices, for years and if the cadence is unknown', () => {
    expect(['1bd', '1y', undefined].map((cadence) => defaultSeason(cadence))).toEqual([undefined, undefined, undefined])
  })
})
