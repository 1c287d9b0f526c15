import { describe, expect, it } from 'vitest'
import { Theta } from '../../src/experts/theta.ts'
import { Random } from '../../src/lstm/random.ts'

const leads = [1, 2, 5]

function forecastAfter(values: readonly number[], season: number): number[] {
  const expert = new Theta({ channels: 1, covariates: 0, leads }, season)
  values.forEach((value, t) => {
    expert.learn({
      time: t,
      values: Float64Array.of(value),
      missing: new Uint8Array(1),
      covariates: new Float64Array(0),
    })
  })
  const out = new Float64Array(leads.length)
  expert.forecast(out)
  return [...out]
}

/** Textbook: classical decomposition, a least-squares line and simple smoothing over all values, for each α. */
function textbook(values: readonly number[], season: number, alpha: number): number[] {
  const n = values.length
  const half = season / 2
  const distances = Array.from({ length: season }, () => [] as number[])
  for (let t = half; t < n - half; t++) {
    const around = values.slice(t - half, t + half + 1)
    const weights = around.map((_, i) => (i === 0 || i === season ? 0.5 : 1) / season)
    distances[t % season]!.push(values[t]! - around.reduce((sum, value, i) => sum + value * weights[i]!, 0))
  }
  const means = distances.map((some) => some.reduce((sum, x) => sum + x, 0) / some.length)
  const terms = means.map((mean) => mean - means.reduce((sum, x) => sum + x, 0) / season)
  const flat = values.map((value, t) => value - terms[t % season]!)
  const middle = (n - 1) / 2
  const slope =
    flat.reduce((sum, value, t) => sum + value * (t - middle), 0) /
    flat.reduce((sum, _, t) => sum + (t - middle) * (t - middle), 0)
  let level = flat[0]!
  for (const value of flat.slice(1)) level += alpha * (value - level)
  return leads.map(
    (lead) => level + 0.5 * slope * (lead - 1 + (1 - (1 - alpha) ** n) / alpha) + terms[(n + lead - 1) % season]!,
  )
}

describe('Theta', () => {
  it('agrees with the textbook for one of its constants', () => {
    const random = new Random(3)
    const values = Array.from({ length: 40 }, (_, t) => 100 + t + [8, -3, 1, -6][t % 4]! + 4 * random.uniform())
    const got = forecastAfter(values, 4)
    const distance = [0.05, 0.15, 0.3, 0.5, 0.7, 0.9, 1].map((alpha) =>
      Math.max(...textbook(values, 4, alpha).map((value, i) => Math.abs(value - got[i]!))),
    )
    expect(Math.min(...distance)).toBeLessThan(1e-9)
  })

  it('sleeps until it knows two seasons, or four values without a season', () => {
    expect(forecastAfter([1, 2, 3, 4, 5, 6, 7], 4)).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(forecastAfter([1, 2, 3], 1)).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(forecastAfter([5, 5, 5, 5], 1)).toEqual([5, 5, 5])
  })

  it('continues a line by half its slope from the last value at least', () => {
    const [next, , last] = forecastAfter(
      Array.from({ length: 60 }, (_, t) => 2 * t),
      1,
    )
    expect(last! - next!).toBeCloseTo(4)
    expect(next!).toBeGreaterThanOrEqual(118)
  })
})
