import { describe, expect, it } from 'vitest'
import { affineChange, factorChange, median, medianDifference } from '../../src/stats/affine-change.ts'
import { gaussian } from '../laws/series.ts'

const noise = gaussian(3)
const cycle = Array.from({ length: 24 }, (_, t) => 50 + 20 * Math.sin((2 * Math.PI * t) / 24))
const observed = cycle.map((x) => x + noise())
/** Size of the differences in that of those before. */
const ratio = (now: readonly number[], before: readonly number[]) => medianDifference(now) / medianDifference(before)
const walk = Array.from({ length: 24 }, () => noise()).map((_, t, all) =>
  all.slice(0, t + 1).reduce((a, b) => a + b, 90),
)
const flat = new Array(24).fill(90)

describe('affineChange', () => {
  it('finds a shift exactly as such, by a regression or by the size of the differences', () => {
    for (const shift of [1000, -40]) {
      const shifted = affineChange(
        observed.map((x) => x + shift),
        cycle,
        1,
        0,
      )
      expect(shifted.scale).toBe(1)
      expect(Math.abs(shifted.offset - shift)).toBeLessThan(1.5)
      const walked = affineChange(
        walk.map((x) => x + shift),
        flat,
        1,
        0,
      )
      expect(walked.scale).toBe(1)
    }
  })

  it('finds another unit as a factor, which leaves zero as it is', () => {
    for (const factor of [1e-6, 0.1, 1000]) {
      for (const [values, expected, zero] of [
        [observed, cycle, 0],
        [walk, flat, 0],
        [observed.map((x) => x + 30), cycle.map((x) => x + 30), 30],
      ] as const) {
        const now = values.map((x) => zero + (x - zero) * factor)
        const { scale, offset } = affineChange(now, expected, ratio(now, values), zero)
        expect(Math.abs(scale / factor - 1)).toBeLessThan(0.1)
        expect(offset).toBeCloseTo(zero * (1 - scale), 9)
      }
    }
  })

  it('finds degrees Fahrenheit for Celsius by the cycle', () => {
    const { scale, offset } = affineChange(
      observed.map((x) => 1.8 * x + 32),
      cycle,
      1.8,
      0,
    )
    expect(Math.abs(scale - 1.8)).toBeLessThan(0.1)
    expect(Math.abs(scale * 50 + offset - (1.8 * 50 + 32))).toBeLessThan(2)
  })

  it('takes the ratio of the differences if values are not expected at all, and no factor without a zero', () => {
    const around = Array.from({ length: 24 }, () => noise())
    const small = around.map((x) => 0.001 * x)
    const { scale } = affineChange(small, new Array(24).fill(0.2), ratio(small, around), 0)
    expect(scale).toBeCloseTo(0.001, 9)
    const logs = affineChange(
      observed.map((x) => x - 7),
      cycle,
      1,
      Number.NaN,
    )
    expect(logs.scale).toBe(1)
    expect(Math.abs(logs.offset + 7)).toBeLessThan(1.5)
  })

  it('is a shift if nothing has changed before or since', () => {
    expect(affineChange(new Array(24).fill(5), new Array(24).fill(3), Number.NaN, 0)).toEqual({ scale: 1, offset: 2 })
    expect(affineChange(observed, new Array(24).fill(3), Number.POSITIVE_INFINITY, 0).scale).toBe(1)
  })
})

it('factorChange is a power of ten if it is near one, and leaves zero as it is', () => {
  expect(factorChange(0.00125, 0)).toEqual({ scale: 1e-3, offset: 0 })
  expect(factorChange(0.08, 10)).toEqual({ scale: 0.1, offset: 9 })
  expect(factorChange(0.2, 0).scale).toBe(0.2)
  expect(factorChange(0.04, 0).scale).toBe(0.04)
  expect(factorChange(0, 3)).toEqual({ scale: 0, offset: 3 })
})

it('median is the middle, or the upper of both', () => {
  expect([median(Float64Array.of(3, 1, 2)), median(Float64Array.of(4, 1, 3, 2))]).toEqual([2, 3])
  expect(medianDifference([1, 5, 4])).toBe(4)
})
