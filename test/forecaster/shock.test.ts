import { describe, expect, it } from 'vitest'
import { Shock } from '../../src/forecaster/shock.ts'

describe('Shock', () => {
  it('gives full weight to everything below ten times the usual error', () => {
    const shock = new Shock(1)
    for (let i = 0; i < 200; i++) expect(shock.weight(0, i % 2 === 0 ? 1 : -9)).toBe(1)
  })

  it('counts a shock as ten times the usual error', () => {
    const shock = new Shock(2)
    for (let i = 0; i < 50; i++) shock.weight(1, 2)
    // The usual square is 4, so at most 400 of the 10⁶ count.
    expect(shock.weight(1, 1000)).toBeCloseTo(400 / 1e6, 12)
    expect(shock.weight(0, 1000)).toBe(1)
  })

  it('adapts to a new size', () => {
    const shock = new Shock(1)
    for (let i = 0; i < 50; i++) shock.weight(0, 1)
    let steps = 0
    while (shock.weight(0, 1e4) < 1) steps++
    expect(steps).toBeLessThan(40)
  })
})
