import { describe, expect, it } from 'vitest'
import { LabelFeatures } from '../../src/outcomes/label-features.ts'
import { OutcomeLstm } from '../../src/outcomes/outcome-lstm.ts'
import { ValueFeatures } from '../../src/outcomes/value-features.ts'
import { lastOf, steps } from './outcomes.ts'

const options = { learningRate: 3e-3, seed: 1, engine: 'wasm' } as const

function expertFor(channels: number, base: Float64Array, learningRate: number = options.learningRate) {
  const shape = { channels, labels: Math.max(2, channels), leads: [1] }
  const values = new ValueFeatures(1, 0, channels === 1)
  return new OutcomeLstm(shape, new LabelFeatures(channels, 1, {}), values, { ...options, learningRate }, base)
}

describe('OutcomeLstm', () => {
  it('begins as its base, and stays so at a rate of 0', () => {
    const expert = expertFor(1, Float64Array.of(0.2), 0)
    expect(lastOf(expert, steps([0, 1, 1, 0, 1, 1], [1]), 1)).toEqual([expect.closeTo(0.2, 12)])
    expert.dispose()
  })

  it('learns what its base does not know: that each third label is 1', () => {
    const expert = expertFor(1, Float64Array.of(1 / 3))
    const labels = Array.from({ length: 600 }, (_, t) => Number(t % 3 === 0))
    expect(lastOf(expert, steps(labels, [1]), 1)[0]).toBeGreaterThan(0.8)
    expect(lastOf(expert, steps([...labels, 1], [1]).slice(-1), 1)[0]).toBeLessThan(0.2)
    expect(expert.cell.hidden).toBe(16)
    expert.dispose()
  })

  it('gives classes probabilities that sum to 1, and learns their order', () => {
    const expert = expertFor(3, new Float64Array(3).fill(1 / 3))
    const labels = Array.from({ length: 500 }, (_, t) => t % 3)
    const p = lastOf(expert, steps(labels, [1]), 3)
    expect(p[2]).toBeGreaterThan(0.7)
    expect(p[0]! + p[1]! + p[2]!).toBeCloseTo(1, 12)
    expert.dispose()
  })

  it('waits while its base says nothing, and then learns', () => {
    const base = Float64Array.of(Number.NaN)
    const expert = expertFor(1, base)
    const labels = Array.from({ length: 630 }, (_, t) => Number(t % 3 === 0))
    const all = steps(labels, [1])
    expect(lastOf(expert, all.slice(0, 30), 1)).toEqual([Number.NaN])
    base[0] = 1 / 3
    expect(lastOf(expert, all.slice(30, 31), 1)).toEqual([expect.closeTo(1 / 3, 12)])
    expect(lastOf(expert, all.slice(31), 1)[0]).toBeGreaterThan(0.8)
    expert.dispose()
  })

  it('learns nothing from unknown labels, nor from an origin whose own is unknown', () => {
    const expert = expertFor(1, Float64Array.of(0.3))
    const labels = Array.from({ length: 60 }, (_, t) => (t % 2 ? 1 : Number.NaN))
    expect(lastOf(expert, steps(labels, [1]), 1)).toEqual([expect.closeTo(0.3, 12)])
    expert.dispose()
  })
})
