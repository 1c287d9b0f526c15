import { describe, expect, it } from 'vitest'
import { Croston } from '../../src/experts/croston.ts'
import { follow, shape, steps } from './steps.ts'

describe('Croston', () => {
  it('divides the size of demands by the interval between them, less 5 %', () => {
    // Sizes 4, then 4.2; intervals 2, then 2.1.
    const said = follow(new Croston(shape([1, 2])), steps([0, 4, 0, 0, 6, 0]), 2)
    expect(said[3]![0]).toBeCloseTo((0.95 * 4) / 2, 12)
    for (const t of [4, 5]) for (const forecast of said[t]!) expect(forecast).toBeCloseTo((0.95 * 4.2) / 2.1, 12)
  })

  it('counts no missing value as a step', () => {
    const [with3, with2] = [
      [0, 4, 0, 0, 6, 0],
      [0, 4, 0, Number.NaN, 0, 6, 0],
    ].map((rows) => follow(new Croston(shape([1])), steps(rows), 1).at(-1))
    expect(with2).toEqual(with3)
  })

  it('sleeps before the first demand, and if most values are not 0', () => {
    expect(follow(new Croston(shape([1])), steps([0, 0, 0, 0, 0, 0]), 1).at(-1)).toEqual([Number.NaN])
    expect(follow(new Croston(shape([1])), steps([3, 1, 2, 0, 4, 1, 3]), 1).at(-1)).toEqual([Number.NaN])
  })
})
