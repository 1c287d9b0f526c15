import { describe, expect, it } from 'vitest'
import { changedAt, error, leads, rows, run } from './changed.ts'
import { gaussian, type Shape, shapes } from './series.ts'

const week = [-0.4, -0.3, -0.2, 0, 0.5, 1, -0.6]
const { cadence, season, step } = shapes.find(({ name }) => name === 'noisy week')!
const daily = (name: string, value: (t: number, noise: () => number) => number): Shape => ({
  name,
  cadence,
  season,
  step,
  values: (count, seed) => {
    const noise = gaussian(seed)
    return Array.from({ length: count }, (_, t) => value(t, noise))
  },
})
const sales = daily('sales', (t, noise) => 300 + 120 * week[t % 7]! + 15 * noise())
const aboutZero: readonly Shape[] = [
  shapes.find(({ name }) => name === 'zero-mean')!,
  { ...daily('returns', (_, noise) => noise()), season: undefined },
  daily('net flows', (t, noise) => 40 * week[t % 7]! + 15 * noise()),
  daily('intermittent demand', (_, noise) => Math.max(0, Math.round(3 * noise() - 1))),
  { ...shapes[1]!, name: 'degrees', values: (count, seed) => shapes[1]!.values(count, seed).map((x) => (x - 49) / 2) },
]

describe('after a change of the unit of a series about zero', () => {
  for (const [name, unit] of [
    ['thousandths', 1e-3],
    ['millionths', 1e-6],
  ] as const) {
    it(`a series about zero in ${name}: errors are never much above those of persistence, and soon as before`, () => {
      for (const shape of aboutZero) {
        for (const seed of [1, 2]) {
          const where = `${shape.name}, seed ${seed}`
          const { changed, plain, unchanged, values } = run(shape, (value) => unit * value, seed)
          const ours = (t: number, i: number) => changed[t]!.values[i]!
          // A value of 0 is the same in every unit.
          const first = values.findIndex((value, t) => t >= changedAt && value !== 0)
          for (let from = first + 1; from + 50 <= rows; from += 7) {
            const window = [values, from, from + 50, first] as const
            const without = error((t, i) => unchanged[t]!.values[i]!, plain, from, from + 50, first) * unit
            const limit = Math.max(1.2 * error((t) => values[t]!, ...window), 1.1 * without)
            expect(error(ours, ...window) / limit, `${where}, row ${from}`).toBeLessThan(1)
          }
          const late = error(ours, values, changedAt + 200, rows) / unit
          const without = error((t, i) => unchanged[t]!.values[i]!, plain, changedAt + 200, rows)
          expect(late / without, where).toBeLessThan(1.1)
          expect(
            changed.filter(({ drift }) => drift),
            where,
          ).toHaveLength(1)
        }
      }
    })
  }

  it('a series about zero in tenths: the change is found, and errors are as before in 200 rows', () => {
    for (const shape of aboutZero) {
      const { changed, plain, unchanged, values } = run(shape, (value) => 0.1 * value, 1)
      const late = error((t, i) => changed[t]!.values[i]!, values, changedAt + 200, rows) / 0.1
      const without = error((t, i) => unchanged[t]!.values[i]!, plain, changedAt + 200, rows)
      expect(late / without, shape.name).toBeLessThan(1.1)
      const events = changed.flatMap(({ drift }, t) => (drift ? [t] : []))
      expect(events, shape.name).toHaveLength(1)
      expect(events[0], shape.name).toBeLessThan(changedAt + 120)
    }
  })

  it('sales of a weekly rhythm in tenths, and three times as many', () => {
    for (const factor of [0.1, 3]) {
      for (const seed of [1, 2, 3]) {
        const { changed, values } = run(sales, (value) => factor * value, seed)
        const ours = (t: number, i: number) => changed[t]!.values[i]!
        for (let from = changedAt + 1; from + 50 <= rows; from += 7) {
          const window = [values, from, from + 50, changedAt] as const
          const ratio = error(ours, ...window) / error((t) => values[t]!, ...window)
          expect(ratio, `${factor}, seed ${seed}, row ${from}`).toBeLessThan(1.2)
        }
      }
    }
  })

  it('a series about zero that does not change is hardly ever held', () => {
    for (const shape of aboutZero) {
      const { unchanged } = run(shape, (value) => value, 1)
      expect(unchanged.filter(({ doubts }) => doubts).length, shape.name).toBeLessThan(8)
      expect(unchanged.some(({ drift }) => drift)).toBe(false)
    }
  })

  it('intervals cover the values to come while it is in doubt', () => {
    let [inside, count] = [0, 0]
    for (const shape of aboutZero) {
      const { changed, values } = run(shape, (value) => 1e-3 * value, 1)
      for (let t = changedAt; t < changedAt + 100; t++) {
        const { doubts, lower, upper } = changed[t]!
        if (!doubts) continue
        leads.forEach((lead, i) => {
          const target = values[t + lead]!
          count++
          if (target >= lower[0]![i]! && target <= upper[0]![i]!) inside++
        })
      }
    }
    expect(count).toBeGreaterThan(300)
    expect(inside / count).toBeGreaterThan(0.8)
  })
})
