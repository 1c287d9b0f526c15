import { describe, expect, it } from 'vitest'
import { HoltWinters } from '../../src/experts/holt-winters.ts'
import { follow, shape, steps, waves } from './steps.ts'

/** The recurrences of the textbook with every seasonal term kept in a list, for one channel. */
function byTheBook(
  y: readonly number[],
  leads: readonly number[],
  m: number,
  a: number,
  b: number,
  g: number,
  phi: number,
): number[][] {
  const mean = y.slice(0, m).reduce((sum, x) => sum + x, 0) / m
  const s = y.slice(0, m).map((x) => x - mean)
  let l = mean
  let trend = 0
  return y.map((x, t) => {
    if (t < m - 1) return leads.map(() => Number.NaN)
    if (t >= m) {
      const before = l
      l = a * (x - s[t - m]!) + (1 - a) * (before + phi * trend)
      trend = b * (l - before) + (1 - b) * phi * trend
      s.push(g * (x - l) + (1 - g) * s[t - m]!)
    }
    return leads.map((h) => {
      let reach = 0
      for (let i = 1; i <= h; i++) reach += phi ** i
      return l + reach * trend + s[t + h - m * (Math.floor((h - 1) / m) + 1)]!
    })
  })
}

describe('Holt-Winters', () => {
  it('follows the textbook, damped and undamped, at leads beyond a season too', () => {
    const y = waves(80, 6)
    const leads = [1, 2, 5, 6, 7, 14]
    for (const [level, trend, season, damping] of [
      [0.3, 0.05, 0.3, 1],
      [0.5, 0.02, 0.5, 0.98],
    ] as const) {
      const said = follow(new HoltWinters(shape(leads), 6, { level, trend, season, damping }), steps(y), leads.length)
      byTheBook(y, leads, 6, level, trend, season, damping).forEach((book, t) => {
        book.forEach((value, i) => {
          if (Number.isNaN(value)) expect(said[t]![i], `t ${t} lead ${leads[i]}`).toBeNaN()
          else expect(Math.abs(said[t]![i]! - value), `t ${t} lead ${leads[i]}`).toBeLessThan(1e-10)
        })
      })
    }
  })

  it('passes missing values by its own forecast, whatever their stand-ins are', () => {
    const y = waves(80, 6)
    const smoothing = { level: 0.3, trend: 0.05, season: 0.3, damping: 0.9 }
    const passed = (count: number, standIn: number) => {
      const expert = new HoltWinters(shape([1, 2, 3, 4]), 6, smoothing)
      const all = steps(y).slice(0, 40 + count)
      for (const step of all.slice(40)) {
        step.missing[0] = 1
        step.values[0] = standIn
      }
      return follow(expert, all, 4).at(-1)!
    }
    expect(passed(3, 5)).toEqual(passed(3, 1e6))
    expect(passed(3, 5)[0]).toBeCloseTo(passed(0, 5)[3]!, 12)
  })

  it('begins with the first value of a channel', () => {
    const y = waves(40, 6)
    const smoothing = { level: 0.3, trend: 0.05, season: 0.3, damping: 1 }
    const late = follow(
      new HoltWinters(shape([1, 2], 2), 6, smoothing),
      steps(y.map((x, t) => [x, t < 8 ? Number.NaN : y[t - 8]!])),
      4,
    )
    for (let t = 8; t < 40; t++) expect(late[t]!.slice(2)).toEqual(late[t - 8]!.slice(0, 2))
  })

  it('forecasts a repeating season exactly but for rounding, at any level', () => {
    const y = Array.from({ length: 60 }, (_, t) => 100 + [0, 5, -5][t % 3]!)
    const said = follow(
      new HoltWinters(shape([1, 2, 3]), 3, { level: 0.3, trend: 0.05, season: 0.3, damping: 1 }),
      steps(y),
      3,
    )
    said.at(-1)!.forEach((value, i) => {
      expect(value).toBeCloseTo([100, 105, 95][i]!, 10)
    })
  })
})
