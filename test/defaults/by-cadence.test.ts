import { describe, expect, it } from 'vitest'
import {
  defaultHorizon,
  defaultLearningRate,
  defaultSeasons,
  horizonDefault,
  learningRateDefault,
} from '../../src/defaults/by-cadence.ts'

describe('defaultHorizon', () => {
  it('is a day for hours, a week for days, five days for trading days, a year for months', () => {
    expect(['1h', '1d', '1bd', '1mo'].map(defaultHorizon)).toEqual([24, 7, 5, 12])
  })

  it('is the same for any spelling of the cadence', () => {
    expect(['24h', '60min', '7d', '3600s', '1440min', ' 1 d'].map(defaultHorizon)).toEqual([7, 24, 4, 24, 7, 7])
  })

  it('is a week of weekdays, a day of opening hours, and does not depend on the zone or the day of the month', () => {
    const texts = ['1d mon-sat', '1bd sun-thu', '1h 09:30-15:30 mon-fri', '1mo last bd', '1d +09:00', '1bd Asia/Tokyo']
    expect(texts.map(defaultHorizon)).toEqual([6, 5, 7, 12, 7, 5])
  })

  it('is ten if the cadence does not suggest one', () => {
    expect([undefined, '17min', '3mo end', '1min 09:30-15:59 mon-fri'].map(defaultHorizon)).toEqual([10, 10, 10, 10])
  })

  it('is stated by the option', () => {
    expect(horizonDefault).toBe(
      'Default by cadence: 24 for hours, 7 for days, 4 for weeks, 12 for months, a week of business days or other weekdays, a day of opening hours, else 10.',
    )
  })
})

describe('defaultSeasons', () => {
  it('are a day and a week for hours, a year and a week for days, a year for weeks and months', () => {
    expect(['15min', '1h', '1d', '1w', '1mo', '3mo'].map((cadence) => defaultSeasons(cadence))).toEqual([
      ...[[96, 672], [24, 168], [365, 7], [52], [12], [4]],
    ])
    expect(defaultSeasons('1s')).toEqual([86_400])
  })

  it('are a week of weekdays that are not business days, and a day and a week of opening hours', () => {
    const texts = ['1d mon-sat', '1d mon-fri', '1h 09:30-15:30 mon-fri', '1min 09:30-15:59 mon-fri', '1mo end']
    expect(texts.map(defaultSeasons)).toEqual([[6], [5], [7, 35], [390, 1950], [12]])
    expect(['1bd sun-thu', '2d mon-thu', '8h 08:00 mon-fri'].map(defaultSeasons)).toEqual([[], [2], [5]])
  })

  it('are left out for prices, for years and if the cadence is unknown', () => {
    for (const cadence of ['1bd', '1y', '13mo', '2y', '183d', '365d', '400d', '53w', '100y', undefined])
      expect(defaultSeasons(cadence), cadence).toEqual([])
  })
})

describe('defaultLearningRate', () => {
  it('is larger if a day has many steps', () => {
    expect(['15min', '1h', '12h', '1h 09:30-15:30'].map(defaultLearningRate)).toEqual([1e-3, 1e-3, 1e-3, 1e-3])
  })

  it('is smaller for days and longer steps, and if the cadence is unknown', () => {
    expect(['1d', '1bd', '1w', '1mo', undefined].map(defaultLearningRate)).toEqual([3e-4, 3e-4, 3e-4, 3e-4, 3e-4])
  })

  it('is stated by the option', () => {
    expect(learningRateDefault).toBe('Default: 1e-3 for cadences below a day, else 3e-4.')
  })
})
