import { describe, expect, it } from 'vitest'
import type { Column } from '../../src/look/columns.ts'
import { naturalBounds } from '../../src/look/natural-bounds.ts'

const bounds = (name: string, values: number[], cells: string[] = []) =>
  naturalBounds({ name, cells } as unknown as Column, Float64Array.from(values))
/** Numbers between two limits, spread evenly, the limits not among them. */
const between = (low: number, high: number, count = 40) =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * (i + 0.5)) / count)
const times = (count: number, value: number) => Array.from({ length: count }, () => value)

describe('naturalBounds', () => {
  it('knows amounts by their name', () => {
    expect(bounds('sales', [1.5, 3])).toEqual({ min: 0 })
    expect(bounds('rain (mm)', [0, 0.2])).toEqual({ min: 0 })
    expect(bounds('sales', [-1, 3])).toEqual({})
    expect(bounds('wind_speed', [Number.NaN, 3.5])).toEqual({ min: 0 })
  })

  it('knows small counts as whole numbers', () => {
    expect(bounds('visitors', [3, 12, 0])).toEqual({ min: 0, integer: true })
    expect(bounds('visitors', [820, 1420])).toEqual({ min: 0 })
    expect(bounds('orders', [3, 12.5])).toEqual({ min: 0 })
    expect(bounds('value', [...times(9, 0), 1, 4])).toEqual({ min: 0, integer: true })
    expect(bounds('rain', [...times(9, 0), 1, 4])).toEqual({ min: 0 })
  })

  it('knows percentages and shares', () => {
    expect(bounds('humidity (%)', [40, 81])).toEqual({ min: 0, max: 100 })
    expect(bounds('humidity', [0.4, 0.81])).toEqual({ min: 0, max: 1 })
    expect(bounds('battery_level', [40, 81])).toEqual({ min: 0, max: 100 })
    expect(bounds('battery voltage', [3.6, 4.1])).toEqual({})
    expect(bounds('cpu', [30.25, 40], ['30.25 %'])).toEqual({ min: 0, max: 100 })
    expect(bounds('cpu %', [30, 140])).toEqual({ min: 0 })
    expect(bounds('defects (%)', [0.1, 0.3])).toEqual({ min: 0, max: 100 })
    expect(bounds('share', [0.2, 0.4])).toEqual({ min: 0, max: 1 })
    expect(bounds('occupancy', [0.2, 0.4])).toEqual({ min: 0, max: 1 })
    expect(bounds('occupancy', [12, 45])).toEqual({})
    expect(bounds('share_price', [0.2, 0.4])).toEqual({})
  })

  it('knows ratings by a scale that is used to its end', () => {
    expect(bounds('rating', [...between(2, 5), ...times(5, 5)])).toEqual({ min: 1, max: 5 })
    expect(bounds('stars', [...times(5, 0), 3, ...times(5, 5)])).toEqual({ min: 0, max: 5 })
    expect(bounds('rating', [2, 4, 4.5])).toEqual({})
  })

  it('sees values that pile up at a limit', () => {
    expect(bounds('value', [...between(0, 6), ...times(20, 0)])).toEqual({ min: 0 })
    expect(bounds('value', [...between(60, 100), ...times(5, 100)])).toEqual({ min: 0, max: 100 })
    expect(bounds('value', [...between(0.2, 1), ...times(5, 1)])).toEqual({ min: 0, max: 1 })
    expect(bounds('value', [...between(0, 90), ...times(5, 90)])).toEqual({})
    expect(bounds('value', [...between(0, 6), 0])).toEqual({})
    expect(bounds('value', times(30, 0))).toEqual({})
  })

  it('sees whole numbers over two orders of magnitude', () => {
    expect(bounds('value', [8, 15_000, 39_197])).toEqual({ min: 0 })
    expect(bounds('value', [1, 35, 12])).toEqual({})
    expect(bounds('value', [1.5, 350, 12])).toEqual({})
  })

  it('sets none for what can be below 0 at other times', () => {
    const piled = [...between(0, 6), ...times(20, 0)]
    for (const name of [
      'temperature',
      'dewPoint Temp',
      'balance',
      'daily return',
      'growth (%)',
      'inflation rate',
      'net load',
    ])
      expect(bounds(name, piled)).toEqual({})
    expect(bounds('return', [0.1, 0.4], ['0.4 %'])).toEqual({})
    expect(bounds('close', [12, 30])).toEqual({})
    expect(bounds('x', [1.5, 3])).toEqual({})
    expect(bounds('x', [])).toEqual({})
  })
})
