import { describe, expect, it } from 'vitest'
import { FrozenScale } from '../../src/experts/frozen-scale.ts'

describe('FrozenScale', () => {
  it('is fixed after thirty rows', () => {
    const scale = new FrozenScale()
    for (let i = 0; i < 30; i++) scale.next(i % 2 === 0 ? 9 : 11)
    // Centre 10, spread 1: from here on whatever comes.
    expect(scale.next(13)).toBeCloseTo(3, 12)
    for (let i = 0; i < 100; i++) scale.next(50)
    expect(scale.next(13)).toBeCloseTo(3, 12)
  })

  it('does not learn from stand-ins, and is 0 before the first', () => {
    const scale = new FrozenScale()
    expect(scale.next(Number.NaN, true)).toBe(0)
    for (let i = 0; i < 30; i++) {
      scale.next(i % 2 === 0 ? 9 : 11)
      scale.next(1e6, true)
    }
    expect(scale.next(13)).toBeCloseTo(3, 12)
  })

  it('clips outliers', () => {
    const scale = new FrozenScale()
    for (let i = 0; i < 30; i++) scale.next(i % 2)
    expect([scale.next(1e9), scale.next(-1e9)]).toEqual([12, -12])
  })

  it('is zero on a constant, and finds its spread when the column begins to change', () => {
    const scale = new FrozenScale()
    for (let i = 0; i < 100; i++) expect(scale.next(7)).toBe(0)
    expect(Math.abs(scale.next(8))).toBeGreaterThan(1)
    expect(Number.isFinite(scale.next(1e6))).toBe(true)
  })
})
