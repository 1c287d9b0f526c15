import { describe, expect, it } from 'vitest'
import { LabelFeatures } from '../../src/outcomes/label-features.ts'
import { steps } from './outcomes.ts'

function last(features: LabelFeatures, labels: readonly number[]): number[] {
  const out = new Float64Array(features.width)
  for (const step of steps(labels, [1])) features.next(step, out, 0)
  return [...out]
}

describe('LabelFeatures', () => {
  it('are 1, the last labels, the recent rates over that of all, and the time since the last 1', () => {
    const out = last(new LabelFeatures(1, 2, {}), [0, 1, 0])
    expect(out.slice(0, 3)).toEqual([1, -1, 1])
    // All labels still count alike.
    expect(out.slice(3, 6)).toEqual([0, 0, 0])
    expect(out[6]).toBeCloseTo(Math.log(2) / 2, 12)
    const spell = last(new LabelFeatures(1, 2, {}), [...new Array(90).fill(0), ...new Array(10).fill(1)])
    expect(spell[3]).toBeGreaterThan(spell[4]!)
    expect(spell[4]).toBeGreaterThan(spell[5]!)
    expect(spell[5]).toBeGreaterThan(0)
  })

  it('show 0 for labels that are unknown, which change no rate', () => {
    const features = () => new LabelFeatures(1, 1, {})
    const [, label, ...rates] = last(features(), [0, 1, 1, Number.NaN])
    expect(label).toBe(0)
    expect(rates.slice(0, 3)).toEqual(last(features(), [0, 1, 1]).slice(2, 5))
  })

  it('are those of each class', () => {
    const features = new LabelFeatures(3, 1, { week: 1 })
    expect(features.width).toBe(1 + 3 * 5 + 2)
    const out = last(features, [0, 2])
    expect([out[1], out[6], out[11]]).toEqual([-1, -1, 1])
  })
})
