import { describe, expect, it } from 'vitest'
import { defaultHorizon } from '../../src/defaults/default-horizon.ts'

describe('defaultHorizon', () => {
  it('is a day for hours, a week for days, five days for trading days, a year for months', () => {
    expect(['1h', '1d', '1bd', '1mo'].map(defaultHorizon)).toEqual([24, 7, 5, 12])
  })

  it('is the same for any spelling of the cadence', () => {
    expect(['24h', '60min', '7d', '3600s', '1440min', ' 1 d'].map(defaultHorizon)).toEqual([7, 24, 4, 24, 7, 7])
  })

  it('is ten if the cadence does not suggest one', () => {
    expect([undefined, '17min'].map(defaultHorizon)).toEqual([10, 10])
  })
})
