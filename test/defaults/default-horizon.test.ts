import { describe, expect, it } from 'vitest'
import { defaultHorizon } from '../../src/defaults/default-horizon.ts'

describe('defaultHorizon', () => {
  it('is a day of hours, a week of days, a trading week, a year of months', () => {
    expect(['1h', '1d', '1bd', '1mo'].map(defaultHorizon)).toEqual([24, 7, 5, 12])
  })

  it('is the same however the cadence is written', () => {
    expect(['24h', '60min', '7d', '3600s', '1440min', ' 1 d'].map(defaultHorizon)).toEqual([7, 24, 4, 24, 7, 7])
  })

  it('is ten where the cadence says nothing', () => {
    expect([undefined, '17min'].map(defaultHorizon)).toEqual([10, 10])
  })
})
