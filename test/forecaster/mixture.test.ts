import { describe, expect, it } from 'vitest'
import { Mixture, type MixtureOptions } from '../../src/forecaster/mixture.ts'
import { MlPoly } from '../../src/forecaster/ml-poly.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { gaussian } from '../laws/series.ts'

const options: MixtureOptions = {
  experts: 3,
  channels: 1,
  leads: [1],
  persistence: 0,
  point: 'median',
  algorithm: 'mlPoly',
  discount: { limit: 0.999, grows: false },
}

/** Mixes `experts` over `values`; the forecast of each is for the next value. Returns the forecasts. */
function run(mixture: Mixture, values: readonly number[], experts: readonly ((t: number) => number)[]): number[] {
  const out = new Float64Array(1)
  return values.map((value, t) => {
    mixture.learn([value])
    mixture.mix(
      experts.map((expert) => Float64Array.of(expert(t))),
      out,
    )
    return out[0]!
  })
}

const mae = (forecasts: readonly number[], values: readonly number[], from: number) => {
  let sum = 0
  for (let t = from; t < values.length - 1; t++) sum += Math.abs(forecasts[t]! - values[t + 1]!)
  return sum / (values.length - 1 - from)
}

describe('Mixture', () => {
  it('keeps to persistence on steps, where squared errors alone stay behind', () => {
    const random = new Random(5)
    const noise = gaussian(5)
    let level = 0
    const values = Array.from({ length: 1500 }, () => {
      if (random.uniform() < 0.02) level = 30 * noise()
      return level + 0.01 * noise()
    })
    const mean = (t: number) =>
      values.slice(Math.max(0, t - 30), t + 1).reduce((sum, y) => sum + y, 0) / Math.min(t + 1, 31)
    const experts = [(t: number) => values[t]!, mean, (t: number) => 0.8 * values[t]!]
    const persistence = mae(values, values, 200)
    expect(mae(run(new Mixture(options), values, experts), values, 200)).toBeLessThan(1.03 * persistence)
    const squared = new MlPoly(3, 1, options.discount)
    const alone = values.map((value, t) => {
      const last = experts.map((expert) => expert(Math.max(0, t - 1)))
      const mixed = last.reduce((sum, forecast, e) => sum + squared.weights[e]! * forecast, 0)
      if (t > 0) squared.learn(0, 2 * (mixed - value), mixed, Float64Array.from(last), 0)
      squared.update(new Uint8Array(3))
      return experts.reduce((sum, expert, e) => sum + squared.weights[e]! * expert(t), 0)
    })
    expect(mae(alone, values, 200)).toBeGreaterThan(1.03 * persistence)
  })

  it('forecasts the median of skewed values, or with point mean their mean', () => {
    const random = new Random(3)
    const values = Array.from({ length: 3000 }, () => (random.uniform() < 0.7 ? 0 : 10))
    const experts = [(t: number) => values[t]!, () => 0, () => 3]
    const last = (point: 'median' | 'mean') => run(new Mixture({ ...options, point }), values, experts).slice(-500)
    for (const forecast of last('median')) expect(forecast).toBeLessThan(0.6)
    for (const forecast of last('mean')) expect(Math.abs(forecast - 3)).toBeLessThan(1.2)
  })

  it('follows an expert that wakes up', () => {
    const values = Array.from({ length: 400 }, (_, t) => (t % 7) ** 2)
    const week = (t: number) => (t < 100 ? Number.NaN : values[t - 6]!)
    const forecasts = run(new Mixture(options), values, [(t) => values[t]!, () => 10, week])
    expect(mae(forecasts, values, 130)).toBeLessThan(0.05 * mae(values, values, 130))
  })

  it('forecasts NaN if every expert sleeps, and the same bits as experts that agree', () => {
    const nothing = () => Number.NaN
    const one = () => 1 / 3
    const forecasts = run(new Mixture(options), [1, 2, 3, 4, 5], [nothing, nothing, nothing])
    expect(forecasts).toEqual(new Array(5).fill(Number.NaN))
    expect(run(new Mixture(options), [1, 2, 3, 4, 5], [one, one, one])).toEqual(new Array(5).fill(1 / 3))
  })

  it('goes on from a snapshot with the same bits', () => {
    const values = Array.from({ length: 120 }, gaussian(8))
    const experts = [(t: number) => values[t]!, () => 0, (t: number) => (t % 5 === 0 ? Number.NaN : 0.5 * values[t]!)]
    const first = new Mixture(options)
    run(first, values, experts)
    const second = new Mixture(options)
    restore(second, snapshot(first))
    expect(run(second, values, experts)).toEqual(run(first, values, experts))
  })
})
