import { describe, expect, it } from 'vitest'
import { bytesWide, cellAt, forecastAt, layoutOf, lowerAt, numbersWide, weightsAt } from '../../src/server/layout.ts'
import { scoredWeather } from './scored-weather.ts'

describe('the layout of an observation', () => {
  const layout = layoutOf(scoredWeather({ rows: 1, channels: 2, leads: [1, 3, 7] })[0]!)

  it('is read off the first observation', () => {
    expect(layout).toEqual({
      channels: 2,
      leads: [1, 3, 7],
      levels: [0.8, 0.95],
      experts: ['persistence', 'mean'],
      cells: [{ name: 'lstm', hidden: 16 }],
    })
  })

  it('puts actual values, forecasts and then each interval’s ends one after the other', () => {
    // 2 actual, 6 forecasts, 6 + 6 ends a level.
    expect(forecastAt(layout)).toBe(2)
    expect(lowerAt(layout, 0)).toBe(8)
    expect(lowerAt(layout, 1)).toBe(20)
    expect(numbersWide(layout)).toBe(32)
  })

  it('puts flags, weights and cells one after the other', () => {
    // 1 flag, 2 experts × 2 channels × 3 leads, 6 arrays of 2 × 16.
    expect(weightsAt).toBe(1)
    expect(cellAt(layout, 0)).toBe(13)
    expect(bytesWide(layout)).toBe(13 + 192)
  })
})
