import { describe, expect, it } from 'vitest'
import { SeriesForecasts } from '../../src/comparison/series-forecasts.ts'

describe('SeriesForecasts', () => {
  it('finds forecasts by origin and time, in whatever order they were added', () => {
    const forecasts = new SeriesForecasts(2)
    const places = Array.from({ length: 300 }, (_, i) => [(i * 7) % 100, Math.floor(i / 100)] as const)
    for (const [row, [origin, ahead]] of places.entries())
      forecasts.add(origin, origin + ahead, row, [origin, 10 * ahead])
    expect(forecasts.count).toBe(300)
    for (const [origin, ahead] of places)
      expect([...forecasts.take(origin, origin + ahead)!]).toEqual([origin, 10 * ahead])
    expect(forecasts.take(5, 4)).toBeUndefined()
    expect(forecasts.take(100, 100)).toBeUndefined()
    expect(forecasts.taken).toBe(300)
    expect(forecasts.firstMissed).toBeUndefined()
  })

  it('keeps the last of several for the same origin and time', () => {
    const forecasts = new SeriesForecasts(1)
    for (const [row, value] of [1, 2, 3].entries()) forecasts.add(5, 6, row, [value])
    expect(forecasts.count).toBe(1)
    expect([...forecasts.take(5, 6)!]).toEqual([3])
    forecasts.take(5, 6)
    expect(forecasts.taken).toBe(1)
  })

  it('names the first in the file that was not taken', () => {
    const forecasts = new SeriesForecasts(1)
    forecasts.add(9, 10, 3, [1])
    forecasts.add(1, 2, 7, [2])
    forecasts.add(8, 9, 5, [3])
    forecasts.take(9, 10)
    expect(forecasts.firstMissed).toEqual({ origin: 8, time: 9, row: 5 })
  })
})
