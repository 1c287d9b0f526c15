import { describe, expect, it } from 'vitest'
import { RecursiveLeastSquares, type RlsOptions } from '../../src/experts/recursive-least-squares.ts'
import { Random } from '../../src/lstm/random.ts'
import { fieldOf } from '../state/field-of.ts'
import { shape, steps, waves } from './steps.ts'

const options: RlsOptions = { lags: [1, 2], forgetting: 0.999, ridge: 1, clip: 10, cycles: {}, level: false }

/** Feeds values, with persistence for a base, and returns what is forecast after each. */
function run(values: readonly number[], leads: readonly number[], own: RlsOptions = options): number[][] {
  const base = new Float64Array(leads.length)
  const expert = new RecursiveLeastSquares(shape(leads), own, base)
  return steps(values).map((step) => {
    base.fill(step.values[0]!)
    expert.learn(step)
    const out = new Float64Array(leads.length)
    expert.forecast(out)
    return [...out]
  })
}

/** The same regression written out for one channel with plain matrices, everything kept in lists. */
function byTheBook(
  y: readonly number[],
  leads: readonly number[],
  { lags, forgetting, ridge, clip }: RlsOptions,
): number[][] {
  const p = lags.length + 1
  let P = Array.from({ length: p }, (_, i) => Array.from({ length: p }, (_, j) => (i === j ? 1 / ridge : 0)))
  const W = leads.map(() => new Array<number>(p).fill(0))
  const origins: { x: number[]; k: number[]; s: number; base: number }[] = []
  const deviation = (list: readonly number[]) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / list.length
    return Math.sqrt(list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length)
  }
  return y.map((now, t) => {
    leads.forEach((h, i) => {
      const origin = origins[t - h]
      if (!origin) return
      const said = origin.x.reduce((sum, x, j) => sum + W[i]![j]! * x, 0)
      const error = Math.max(-20, Math.min(20, (now - origin.base) / origin.s - said))
      origin.k.forEach((k, j) => {
        W[i]![j]! += k * error
      })
    })
    if (t < Math.max(...lags)) return leads.map(() => Number.NaN)
    const differences = y.slice(0, t + 1).map((x, j) => (j === 0 ? 0 : x - y[j - 1]!))
    const s = Math.max(deviation(differences), 0.05 * deviation(y.slice(0, t + 1)))
    const x = [...lags.map((lag) => Math.max(-clip, Math.min(clip, (y[t - lag]! - now) / s))), 1]
    const Px = P.map((row) => row.reduce((sum, a, j) => sum + a * x[j]!, 0))
    const k = Px.map((a) => a / (forgetting + x.reduce((sum, b, j) => sum + b * Px[j]!, 0)))
    P = P.map((row, i) => row.map((a, j) => (a - k[i]! * Px[j]!) / forgetting))
    origins[t] = { x, k, s, base: now }
    return leads.map((_, i) => now + s * x.reduce((sum, b, j) => sum + W[i]![j]! * b, 0))
  })
}

describe('recursive least squares', () => {
  it('equals the formulas written out', () => {
    const y = waves(150, 12)
    const leads = [1, 2, 5]
    const said = run(y, leads)
    byTheBook(y, leads, options).forEach((book, t) => {
      book.forEach((value, i) => {
        if (Number.isNaN(value)) expect(said[t]![i], `t ${t}`).toBeNaN()
        else expect(Math.abs(said[t]![i]! - value), `t ${t}`).toBeLessThan(1e-7)
      })
    })
  })

  it('finds an autoregression: y(t+1) = 1.6 y(t) − 0.8 y(t−1)', () => {
    const random = new Random(4)
    const y = [1, 1.2]
    while (y.length < 600) y.push(1.6 * y.at(-1)! - 0.8 * y.at(-2)! + 0.1 * (random.uniform() - 0.5))
    const said = run(y, [1], { ...options, level: true })
    let ours = 0
    let naive = 0
    for (let t = 300; t < 599; t++) {
      ours += Math.abs(y[t + 1]! - said[t]![0]!)
      naive += Math.abs(y[t + 1]! - y[t]!)
    }
    // Noise of ±0.05 has a mean size of 0.025; nothing can do better.
    expect(ours / 299).toBeLessThan(0.03)
    expect(ours / naive).toBeLessThan(0.7)
  })

  it('sleeps until all lags are known, and on a constant; then it equals its base before it has learned', () => {
    const asleep = [Number.NaN, Number.NaN]
    expect(run([3, 3, 4], [1, 2])).toEqual([asleep, asleep, [4, 4]])
    expect(run(new Array(200).fill(5), [1, 3]).at(-1)).toEqual(asleep)
  })

  it('does not learn from an origin that is missing, or most lags of which are', () => {
    const base = new Float64Array(1)
    const learned = (missing: readonly number[]) => {
      const expert = new RecursiveLeastSquares(shape([1]), { ...options, lags: [1, 2, 3, 4] }, base)
      const all = steps(waves(60)).slice(0, 53)
      for (const at of missing) all[at]!.missing[0] = 1
      let before = fieldOf(expert, 'weights')
      for (const [t, step] of all.entries()) {
        if (t === 52) before = fieldOf(expert, 'weights')
        base.fill(step.values[0]!)
        expert.learn(step)
      }
      return JSON.stringify(fieldOf(expert, 'weights')) !== JSON.stringify(before)
    }
    expect([[], [47], [51], [50, 49], [50, 49, 48]].map(learned)).toEqual([true, true, false, true, false])
  })

  it('follows another channel by its level, or by its changes if it wanders', () => {
    /** Squared error at lead 2 of a channel that is where the first was two steps before, as a share of persistence's. */
    const share = (keep: number, own: Partial<RlsOptions>, silent: (t: number) => boolean = () => false) => {
      const random = new Random(6)
      const leader = [0]
      while (leader.length < 500) leader.push(keep * leader.at(-1)! + random.uniform() - 0.5)
      const rows = leader.map((x, t) => [silent(t) ? Number.NaN : 5 + x, 2 + leader[Math.max(0, t - 2)]!])
      const base = new Float64Array(2)
      const expert = new RecursiveLeastSquares(shape([2], 2), { ...options, ...own }, base)
      let ours = 0
      let naive = 0
      const out = new Float64Array(2)
      steps(rows).forEach((step, t) => {
        base.set(step.values)
        expert.learn(step)
        expert.forecast(out)
        if (t < 200 || t > 497) return
        ours += (rows[t + 2]![1]! - out[1]!) ** 2
        naive += (rows[t + 2]![1]! - rows[t]![1]!) ** 2
      })
      return ours / naive
    }
    expect(share(0.9, {})).toBeGreaterThan(0.8)
    expect(share(0.9, { others: 'levels' })).toBeLessThan(0.05)
    expect(share(1, { others: [1, 2] })).toBeLessThan(0.05)
    // In 300 rows without the leader, it is no worse than alone.
    expect(share(0.9, { others: 'levels' }, (t) => t >= 200)).toBeLessThan(1.1)
  })

  it('learns nothing from a missing value', () => {
    const base = new Float64Array(1)
    const feed = (values: readonly number[]) => {
      const expert = new RecursiveLeastSquares(shape([1]), options, base)
      for (const step of steps(values)) {
        base.fill(step.values[0]!)
        expert.learn(step)
      }
      return expert
    }
    const weights = (expert: RecursiveLeastSquares) => fieldOf(expert, 'weights')
    const values = waves(50)
    expect(weights(feed([...values, Number.NaN]))).toEqual(weights(feed(values)))
    expect(weights(feed([...values, 12]))).not.toEqual(weights(feed(values)))
  })
})
