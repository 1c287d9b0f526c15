import { describe, expect, it } from 'vitest'
import { loss } from '../../src/lstm/loss.ts'

describe('loss', () => {
  const prediction = Float64Array.of(1, 5, 0.5, 9, -3)
  const target = Float64Array.of(0.5, 2, 0.5, Number.NaN, 0)

  it('is the square with slope twice the error', () => {
    const gradient = new Float64Array(5)
    expect(loss('squared', prediction, target, gradient)).toEqual({ sum: 0.25 + 9 + 0 + 9, known: 4 })
    expect([...gradient]).toEqual([1, 6, 0, 0, -6])
  })

  it('with huber is half the square up to 1, and linear beyond', () => {
    const gradient = new Float64Array(5)
    expect(loss('huber', prediction, target, gradient)).toEqual({ sum: 0.125 + 2.5 + 0 + 2.5, known: 4 })
    expect([...gradient]).toEqual([0.5, 1, 0, 0, -1])
  })

  it('is zero if no target is known', () => {
    const gradient = new Float64Array(1).fill(5)
    expect(loss('huber', Float64Array.of(1), Float64Array.of(Number.NaN), gradient)).toEqual({ sum: 0, known: 0 })
    expect([...gradient]).toEqual([0])
  })
})
