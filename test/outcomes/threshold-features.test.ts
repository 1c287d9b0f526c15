import { describe, expect, it } from 'vitest'
import { ThresholdFeatures } from '../../src/outcomes/threshold-features.ts'
import { comparison, steps } from './outcomes.ts'

const leads = [1, 2]
const none = { columns: 1, known: 0, season: 0, leads }
const step = { ...steps([0], leads)[0]!, values: Float64Array.of(10), limit: 12 }

function of(options: ConstructorParameters<typeof ThresholdFeatures>[0], forecasts: readonly number[], seen = step) {
  const features = new ThresholdFeatures(options)
  features.learnError(0, 2)
  features.learnError(1, -4)
  const out = new Float64Array(leads.length * features.width)
  features.next(seen, Float64Array.from(forecasts), out, 0)
  return [...out]
}

describe('ThresholdFeatures', () => {
  it('are distances of forecast and last value from the threshold in usual errors, in the direction asked about', () => {
    const above = of({ ...none, outcome: comparison('>', 12) }, [14, 8])
    expect(above[1]).toBe(1)
    expect(above[4]).toBe(-1)
    expect(above[6]).toBe(-1)
    expect(above[9]).toBe(-0.5)
    const below = of({ ...none, outcome: comparison('<', 12) }, [14, 8])
    expect([below[1], below[6]]).toEqual([-1, 1])
  })

  it('take the extreme on the way if any or all leads are asked about', () => {
    const second = (over: 'any' | 'all') => of({ ...none, outcome: comparison('>', 12, over) }, [14, 8])[6]
    expect(second('any')).toBe(0.5)
    expect(second('all')).toBe(-1)
  })

  it('know the label a season before the target, and columns known ahead', () => {
    const features = new ThresholdFeatures({ ...none, outcome: comparison('>', 0), known: 1, season: 3 })
    const out = new Float64Array(leads.length * features.width)
    const ahead = [Float64Array.of(0, 1, 0), Float64Array.of(1, 0, 1), Float64Array.of(0, 1, 1)]
    steps([1, 0, 0], leads).forEach((seen, t) => {
      features.next({ ...seen, ahead: ahead[t]! }, Float64Array.of(0, 0), out, 0)
    })
    expect([out[5], out[12]]).toEqual([1, -1])
    expect(out[6]).toBeGreaterThan(0)
    expect(out[13]).toBe(out[6])
  })
})
