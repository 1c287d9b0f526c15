import { describe, expect, it } from 'vitest'
import {
  cellAt,
  checkLayout,
  differencesWide,
  exactWide,
  hasShape,
  insideBytes,
  insideWide,
  layoutOf,
  lowerAt,
  rowBytes,
  weightsAt,
} from '../../src/recording/layout.ts'
import { scoredWeather } from '../server/scored-weather.ts'

describe('the layout of an observation', () => {
  const layout = layoutOf(scoredWeather({ rows: 1, channels: 2, leads: [1, 3, 7] })[0]!)

  it('is derived from the first observation', () => {
    expect(layout).toEqual({
      channels: 2,
      leads: [1, 3, 7],
      levels: [0.8, 0.95],
      experts: ['persistence', 'mean'],
      cells: [{ name: 'lstm', hidden: 16 }],
    })
  })

  it('says whether the forecasts are probabilities', () => {
    const [row] = scoredWeather({ rows: 1 })
    const outcomes = { names: ['hot'], groups: [0] }
    expect(layoutOf(row!).outcomes).toBeUndefined()
    expect(layoutOf({ ...row!, outcomes }).outcomes).toBe(true)
    expect(() => checkLayout({ ...layoutOf(row!), outcomes: 'yes' })).toThrow('expected the layout of a recording')
  })

  it('has forecasts, then the ends of each interval', () => {
    // 2 actual values and 2 bases; 6 forecasts, 6 + 6 ends a level.
    expect(exactWide(layout)).toBe(4)
    expect(lowerAt(layout, 0)).toBe(6)
    expect(lowerAt(layout, 1)).toBe(18)
    expect(differencesWide(layout)).toBe(30)
  })

  it('counts the bytes of an observation in a frame, in base64', () => {
    expect(rowBytes(layout)).toBe(14 + (4 / 3) * (8 * 4 + 4 * 30))
    expect(insideBytes(layout)).toBe((4 / 3) * (13 + 192))
  })

  it('has flags, weights and cells in this order', () => {
    // 1 flag, 2 experts × 2 channels × 3 leads, 6 arrays of 2 × 16.
    expect(weightsAt).toBe(1)
    expect(cellAt(layout, 0)).toBe(13)
    expect(insideWide(layout)).toBe(13 + 192)
  })

  it('is that of forecasts with the same leads and levels', () => {
    const { leads, levels } = layout
    const shapes = [
      { leads, levels },
      { leads: [1, 3], levels },
      { leads: [1, 3, 8], levels },
      { leads, levels: [0.8] },
    ]
    expect(shapes.map((shape) => hasShape(layout, shape))).toEqual([true, false, false, false])
  })

  it('is validated when it is read from a snapshot', () => {
    expect(checkLayout(JSON.parse(JSON.stringify(layout)))).toBeUndefined()
    for (const wrong of [
      undefined,
      'layout',
      { ...layout, channels: 0 },
      { ...layout, leads: [1.5] },
      { ...layout, levels: ['0.8'] },
      { ...layout, experts: null },
      { ...layout, cells: [null] },
      { ...layout, cells: [{ name: 'lstm', hidden: -1 }] },
    ])
      expect(() => checkLayout(wrong)).toThrow(/^snapshot: expected the layout of a recording, got /)
  })
})
