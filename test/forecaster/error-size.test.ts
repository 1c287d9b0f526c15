import { describe, expect, it } from 'vitest'
import { ErrorSize } from '../../src/forecaster/error-size.ts'

describe('ErrorSize', () => {
  it('gives full weight to everything below ten times the usual error', () => {
    const size = new ErrorSize(1)
    for (let i = 0; i < 200; i++) expect(size.learn(0, i % 2 === 0 ? 1 : -9)).toBe(1)
  })

  it('counts the square of a shock as that of ten times the usual error', () => {
    const size = new ErrorSize(2)
    for (let i = 0; i < 50; i++) size.learn(1, -2)
    expect(size.of(1)).toBeCloseTo(2, 12)
    expect(size.learn(1, 1000)).toBeCloseTo(400 / 1e6, 12)
    expect(size.learn(0, 1000)).toBe(1)
  })

  it('adapts to a new size', () => {
    const size = new ErrorSize(1)
    for (let i = 0; i < 50; i++) size.learn(0, 1)
    let steps = 0
    while (size.learn(0, 1e4) < 1) steps++
    expect(steps).toBeLessThan(150)
  })
})
