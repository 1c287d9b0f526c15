import { describe, expect, it } from 'vitest'
import { FirstDeviation } from '../../src/scores/first-deviation.ts'

const deviationAfter = (n: number, values: number[]) => {
  const deviation = new FirstDeviation(n)
  for (const value of values) deviation.add(value)
  return deviation.value
}

describe('FirstDeviation', () => {
  it('is that of the first n values, whatever follows', () => {
    expect(deviationAfter(2, [1, 3])).toBe(1)
    expect(deviationAfter(2, [1, 3, 1000, -5])).toBe(1)
    expect(deviationAfter(8, [2, 4, 4, 4, 5, 5, 7, 9])).toBe(2)
  })

  it('is NaN before n values', () => {
    expect(deviationAfter(3, [1, 3])).toBeNaN()
  })

  it('leaves missing values out of the sums, and counts them', () => {
    expect(deviationAfter(3, [1, Number.NaN, 3, 99])).toBe(1)
  })

  it('is 1 on a constant', () => {
    expect(deviationAfter(2, [5, 5])).toBe(1)
  })
})
