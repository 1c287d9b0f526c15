import { describe, expect, it } from 'vitest'
import { LastErrors } from '../../src/recording/last-errors.ts'

const fed = (...sizes: readonly (readonly [size: number, times: number])[]) => {
  const errors = new LastErrors()
  for (const [size, times] of sizes) for (let i = 0; i < times; i++) errors.push(size)
  return errors.ratio
}

describe('LastErrors', () => {
  it('compares the last ten errors with those before', () => {
    expect(fed([2, 40], [6, 10])).toBe(3)
    expect(fed([2, 40], [6, 5])).toBe(2)
  })

  it('says nothing while fewer than 30 errors are known before them', () => {
    expect(fed([2, 29], [200, 10])).toBe(1)
    expect(fed([2, 30], [4, 10])).toBe(2)
  })

  it('takes one error for no more than eight usual ones', () => {
    expect(fed([1, 40], [1e9, 1], [1, 9])).toBeCloseTo(1.7)
    expect(fed([1, 40], [1e9, 10])).toBe(8)
    const errors = new LastErrors()
    for (let i = 0; i < 50; i++) errors.push(i < 40 ? 1 : 100)
    expect(errors.whole).toBe(100)
  })

  it('leaves out unknown errors, and is 0 if there are none', () => {
    expect(fed([2, 40], [Number.NaN, 50], [4, 10])).toBe(2)
    expect(fed([0, 60])).toBe(0)
  })
})
