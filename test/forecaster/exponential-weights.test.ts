import { describe, expect, it } from 'vitest'
import { ExponentialWeights } from '../../src/forecaster/exponential-weights.ts'

const feed = (chooser: ExponentialWeights, losses: readonly number[], count: number) => {
  for (let t = 0; t < count; t++) chooser.learn(0, Float64Array.from(losses))
}

describe('ExponentialWeights', () => {
  it('starts with the given weights, and keeps them while all losses are equal', () => {
    const chooser = new ExponentialWeights([0.7, 0.3], 2)
    expect([...chooser.weights]).toEqual([0.7, 0.3, 0.7, 0.3])
    feed(chooser, [0, 0], 3)
    feed(chooser, [5, 5], 3)
    expect([...chooser.weights]).toEqual([0.7, 0.3, 0.7, 0.3])
  })

  it('moves to the smaller losses, whatever their unit within the limit of an excess', () => {
    for (const unit of [1e-9, 1, 10]) {
      const chooser = new ExponentialWeights([0.5, 0.5], 1)
      feed(chooser, [unit, 1.1 * unit], 300)
      expect(chooser.weights[0]).toBeGreaterThan(0.95)
      expect(chooser.weights[0]! + chooser.weights[1]!).toBeCloseTo(1, 12)
    }
  })

  it('returns within some twenty targets to a candidate that was worse for a thousand', () => {
    const chooser = new ExponentialWeights([0.5, 0.5], 1)
    feed(chooser, [0, 1], 1000)
    feed(chooser, [1, 0], 20)
    expect(chooser.weights[1]).toBeGreaterThan(0.5)
  })

  it('is not decided by one target', () => {
    const chooser = new ExponentialWeights([0.5, 0.5], 1)
    feed(chooser, [0.9, 1], 500)
    feed(chooser, [1e9, 0], 1)
    expect(chooser.weights[0]).toBeGreaterThan(0.5)
  })
})
