import { describe, expect, it } from 'vitest'
import { Tsb } from '../../src/experts/tsb.ts'
import { follow, shape, steps } from './steps.ts'

describe('Tsb', () => {
  it('is the share of demands times their mean at first', () => {
    expect(follow(new Tsb(shape([1, 2])), steps([0, 4, 0, 0, 6, 0]), 2).at(-1)).toEqual([
      expect.closeTo(10 / 6, 12),
      expect.closeTo(10 / 6, 12),
    ])
  })

  it('then weighs the newest demand by 0.1 and the newest step by 0.05', () => {
    const rows = Array.from({ length: 40 }, (_, t) => (t % 4 === 3 ? 2 : 0))
    const before = follow(new Tsb(shape([1])), steps(rows), 1).at(-1)![0]!
    const p = before / 2
    expect(follow(new Tsb(shape([1])), steps([...rows, 5]), 1).at(-1)).toEqual([
      expect.closeTo((p + 0.05 * (1 - p)) * (2 + 0.1 * 3), 12),
    ])
  })

  it('falls when demand ends', () => {
    const rows = Array.from({ length: 140 }, (_, t) => (t < 40 && t % 4 === 3 ? 2 : 0))
    expect(follow(new Tsb(shape([1])), steps(rows), 1).at(-1)![0]).toBeLessThan(0.005)
  })

  it('sleeps while most values are not 0, and learns nothing from missing ones', () => {
    expect(follow(new Tsb(shape([1])), steps([3, 1, 2, 0, 4]), 1).at(-1)).toEqual([Number.NaN])
    const whole = follow(new Tsb(shape([1])), steps([0, 4, 0, 0]), 1).at(-1)
    expect(follow(new Tsb(shape([1])), steps([0, 4, 0, Number.NaN, 0]), 1).at(-1)).toEqual(whole)
  })
})
