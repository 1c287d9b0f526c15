import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import type { Features } from '../../src/outcomes/features.ts'
import { LabelFeatures } from '../../src/outcomes/label-features.ts'
import { LogisticRegression } from '../../src/outcomes/logistic-regression.ts'
import { lastOf, steps } from './outcomes.ts'

const shape = { channels: 1, labels: 2, leads: [1, 3] }

/** A constant and a number that the label of the next step depends on. */
class Signal implements Features {
  readonly width = 2
  readonly #numbers: readonly number[]
  constructor(numbers: readonly number[]) {
    this.#numbers = numbers
  }
  next({ step }: { step: number }, out: Float64Array, from: number): void {
    out[from] = 1
    out[from + 1] = this.#numbers[step]!
  }
  state(): void {}
}

describe('LogisticRegression', () => {
  it('begins as its base', () => {
    const base = Float64Array.of(0.2, 0.7)
    const expert = new LogisticRegression(shape, [new LabelFeatures(1, 2, {})], base)
    expect(lastOf(expert, steps([1], shape.leads), 2)).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.7, 12)])
  })

  it('finds the logits of a label by the lead at which a signal tells it', () => {
    const random = new Random(2)
    const signal = Array.from({ length: 3000 }, () => 4 * random.uniform() - 2)
    const labels = signal.map((_, t) => Number(random.uniform() < 1 / (1 + Math.exp(-2 * (signal[t - 3] ?? 0)))))
    const expert = new LogisticRegression(shape, [new Signal([...signal.slice(0, -1), 1])], Float64Array.of(0.5, 0.5))
    const [first, third] = lastOf(expert, steps(labels, shape.leads), 2)
    expect(Math.abs(first! - 0.5)).toBeLessThan(0.06)
    expect(Math.abs(third! - 1 / (1 + Math.exp(-2)))).toBeLessThan(0.06)
  })

  it('learns nothing from unknown labels, nor from an origin whose own is unknown', () => {
    const gaps = steps([1, Number.NaN, 1, Number.NaN, 1], [1])
    const base = Float64Array.of(0.5)
    const expert = new LogisticRegression({ ...shape, leads: [1] }, [new Signal(new Array(5).fill(1))], base)
    expect(lastOf(expert, gaps, 1)).toEqual([0.5])
  })

  it('gives classes probabilities that sum to 1, and learns which follows which', () => {
    const classes = { channels: 3, labels: 3, leads: [1] }
    const base = new Float64Array(3).fill(1 / 3)
    const expert = new LogisticRegression(classes, [new LabelFeatures(3, 1, {})], base)
    const round = Array.from({ length: 301 }, (_, t) => t % 3)
    const p = lastOf(expert, steps(round, [1]), 3)
    expect(p[1]).toBeGreaterThan(0.9)
    expect(p[0]! + p[1]! + p[2]!).toBeCloseTo(1, 12)
  })
})
