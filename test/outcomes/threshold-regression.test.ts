import { describe, expect, it } from 'vitest'
import { Labels } from '../../src/outcomes/labels.ts'
import { ThresholdRegression } from '../../src/outcomes/threshold-regression.ts'
import { comparison, steps } from './outcomes.ts'

const outcome = comparison('>', 8)
const regression = { lags: [1, 2, 3], forgetting: 1, ridge: 1, clip: 10, cycles: {}, level: true }
const leads = [1, 2]

/** The probabilities after each value. */
function follow(values: readonly number[]): number[][] {
  const options = { outcome, columns: 1, known: 0, season: 0, leads }
  const expert = new ThresholdRegression(options, regression, Float64Array.of(0.5, 0.5))
  const labels = new Labels(outcome, leads)
  let last = Number.NaN
  return steps(values, leads).map((step, t) => {
    labels.next(values[t]!)
    last = Number.isNaN(values[t]!) ? last : values[t]!
    const { due, limit, present } = labels
    expert.learn({ ...step, values: Float64Array.of(last), due, limit, present })
    const out = new Float64Array(2)
    expert.forecast(out)
    return [...out]
  })
}

const wave = Array.from({ length: 600 }, (_, t) => 10 * Math.sin(t / 5))

describe('ThresholdRegression', () => {
  it('sleeps until the value is forecast, then knows when a wave passes the threshold', () => {
    const said = follow(wave)
    expect(said[1]).toEqual([Number.NaN, Number.NaN])
    const wrong = said.slice(300, -2).filter(([first, second], k) => {
      const t = 300 + k
      return first! > 0.5 !== wave[t + 1]! > 8 || second! > 0.5 !== wave[t + 2]! > 8
    })
    expect(wrong.length).toBeLessThan(12)
  })

  it('goes on over missing values', () => {
    const said = follow(wave.map((value, t) => (t % 9 === 4 ? Number.NaN : value)))
    expect(said.slice(10).every((p) => p.every((x) => x > 0 && x < 1))).toBe(true)
  })
})
