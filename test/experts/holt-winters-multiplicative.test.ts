import { describe, expect, it } from 'vitest'
import { HoltWintersMultiplicative } from '../../src/experts/holt-winters-multiplicative.ts'
import { follow, shape, steps } from './steps.ts'

const smoothing = { logarithmic: false, level: 0.3, trend: 0.1, season: 0.6 }

describe('multiplicative Holt-Winters', () => {
  it('follows the recurrences written out', () => {
    const y = Array.from({ length: 40 }, (_, t) => (50 + t) * [1, 1.3, 0.7, 1.1][t % 4]! + (t % 7))
    const m = 4
    const mean = y.slice(0, m).reduce((sum, x) => sum + x, 0) / m
    let l = mean
    let b = (y[m - 1]! - y[0]!) / (m - 1)
    const s = y.slice(0, m).map((x) => x / mean)
    const said = follow(new HoltWintersMultiplicative(shape([1, 3, 6]), m, smoothing), steps(y), 3)
    for (let t = m; t < y.length; t++) {
      const before = l
      const carried = b
      l = (0.3 * y[t]!) / s[t - m]! + 0.7 * (before + carried)
      b = 0.1 * (l - before) + 0.9 * carried
      s.push((0.6 * y[t]!) / (before + carried) + 0.4 * s[t - m]!)
      const book = [1, 3, 6].map((h) => (l + h * b) * s[t + h - m * (Math.floor((h - 1) / m) + 1)]!)
      book.forEach((value, i) => {
        expect(said[t]![i]).toBeCloseTo(value, 9)
      })
    }
  })

  it('smooths the original values if it receives logarithms', () => {
    const y = Array.from({ length: 30 }, (_, t) => (50 + t) * [1, 1.3, 0.7][t % 3]!)
    const plain = follow(new HoltWintersMultiplicative(shape([1, 2]), 3, smoothing), steps(y), 2)
    const logs = follow(
      new HoltWintersMultiplicative(shape([1, 2]), 3, { ...smoothing, logarithmic: true }),
      steps(y.map(Math.log)),
      2,
    )
    expect(Math.exp(logs.at(-1)![0]!)).toBeCloseTo(plain.at(-1)![0]!, 8)
  })

  it('passes missing values by its own forecast', () => {
    const y = Array.from({ length: 40 }, (_, t) => (50 + t) * [1, 1.3, 0.7, 1.1][t % 4]! + (t % 7))
    const passed = (count: number) => {
      const all = steps(y).slice(0, 30 + count)
      for (const step of all.slice(30)) {
        step.missing[0] = 1
        step.values[0] = -5
      }
      return follow(new HoltWintersMultiplicative(shape([1, 2, 3]), 4, smoothing), all, 3).at(-1)!
    }
    expect(passed(2)[0]).toBeCloseTo(passed(0)[2]!, 10)
  })

  it('sleeps for good once a value was not positive', () => {
    const said = follow(new HoltWintersMultiplicative(shape([1, 2]), 2, smoothing), steps([1, 2, 1, 2, 0, 2, 1, 5]), 2)
    expect(said.at(-1)).toEqual([Number.NaN, Number.NaN])
  })
})
