import { describe, expect, it } from 'vitest'
import { Sameness } from '../../src/recording/sameness.ts'

const fed = (...values: readonly number[]) => {
  const sameness = new Sameness()
  for (const value of values) sameness.push(value)
  return sameness
}
const times = (value: number, count: number) => Array<number>(count).fill(value)
const changing = Array.from({ length: 60 }, (_, i) => i % 7)

describe('Sameness', () => {
  it('notices a value that hangs although it always changed', () => {
    expect(fed(...changing, ...times(9, 8)).longFor).toBe(0)
    const { longFor, sentence } = fed(...changing, ...times(9, 10))
    expect(longFor).toBeGreaterThan(1)
    expect(sentence).toBe('9 for 10 rows in a row; before, for 1 at most')
  })

  it('takes as long as twice before for usual, and a value that never changes', () => {
    const nights = Array.from({ length: 10 }, () => [...times(0, 12), 3, 5, 8, 6, 4, 2, 1, 3, 5, 2, 4, 1]).flat()
    expect(fed(...nights, ...times(0, 23)).longFor).toBe(0)
    expect(fed(...nights, ...times(0, 80)).longFor).toBeGreaterThan(1)
    expect(fed(...times(1, 400)).longFor).toBe(0)
  })

  it('is over as soon as the value changes, and leaves out missing values', () => {
    expect(fed(...changing, ...times(9, 20), 8).longFor).toBe(0)
    expect(fed(...changing, ...times(9, 6), Number.NaN, ...times(9, 6)).longFor).toBeGreaterThan(0)
  })
})
