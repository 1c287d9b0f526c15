import { describe, expect, it } from 'vitest'
import type { Random } from '../../src/lstm/random.ts'
import { chain } from '../../src/operators/chain.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { lstm } from '../../src/operators/lstm.ts'
import { normalize } from '../../src/operators/normalize.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import { changedAt, error, follow, leads, rows, run } from './changed.ts'
import { gaussian, type Shape, shapes, withoutLstms } from './series.ts'

const changes = [
  { name: 'Fahrenheit instead of Celsius', unit: 1.8, change: (value: number) => 1.8 * value + 32 },
  { name: 'a tenth', unit: 0.1, change: (value: number) => 0.1 * value },
  { name: 'a thousandth', unit: 1e-3, change: (value: number) => 1e-3 * value },
  { name: 'a millionth', unit: 1e-6, change: (value: number) => 1e-6 * value },
  { name: 'a thousand times', unit: 1e3, change: (value: number) => 1e3 * value },
  { name: 'a thousand more', unit: 1, change: (value: number) => value + 1e3 },
  { name: 'a million more', unit: 1, change: (value: number) => value + 1e6 },
]
const tried = ['noisy day', 'noisy week', 'autoregression', 'random walk', 'trend and year'].map(
  (wanted) => shapes.find(({ name }) => name === wanted)!,
)

describe('after a change of unit or level', () => {
  for (const { name, unit, change } of changes) {
    it(`${name}: errors are as before in 200 rows, and never much above those of persistence`, () => {
      for (const shape of tried) {
        const where = `${shape.cadence} ${shape.name}`
        const { changed, plain, unchanged, values } = run(shape, change, 1)
        const [ours, without] = [changed, unchanged].map((said) => (t: number, i: number) => said[t]!.values[i]!)
        const persistence = (t: number) => values[t]!
        const late = error(ours!, values, changedAt + 200, rows) / unit
        expect(late / error(without!, plain, changedAt + 200, rows), where).toBeLessThan(1.1)
        for (let from = changedAt + 1; from + 50 <= rows; from += 7) {
          const window = [values, from, from + 50, changedAt] as const
          expect(error(ours!, ...window) / error(persistence, ...window), `${where}, row ${from}`).toBeLessThan(1.2)
        }
        const events = changed.flatMap(({ drift }, t) => (drift ? [t] : []))
        expect(events, where).toHaveLength(1)
        expect(events[0], where).toBeGreaterThan(changedAt)
        expect(events[0], where).toBeLessThan(changedAt + 31)
        expect(unchanged.some(({ drift }) => drift)).toBe(false)
      }
    })
  }

  it('twenty spikes in 400 rows leave the other rows as they were', () => {
    for (const shape of tried) {
      const spike = (value: number, random: Random) =>
        random.uniform() < 0.05 ? value + 1e4 * (0.5 + random.uniform()) : value
      const { changed, plain, unchanged, values } = run(shape, spike, 2)
      const apart = (said: typeof changed) => {
        let sum = 0
        for (let t = changedAt + 100; t < rows; t++) {
          if (values[t] !== plain[t]) continue
          leads.forEach((lead, i) => {
            sum += Math.abs(said[t - lead]!.values[i]! - values[t]!)
          })
        }
        return sum
      }
      expect(apart(changed) / apart(unchanged), `${shape.cadence} ${shape.name}`).toBeLessThan(1.1)
      expect(changed.some(({ drift }) => drift)).toBe(false)
    }
  })

  it('a load that triples is forecast as well as before, by an LSTM too', () => {
    const shape = shapes[1]!
    const { changed, plain, unchanged, values } = run(shape, (value) => 3 * value, 3, [
      'rls(24)',
      'lstm(rls(24), 0.001)',
    ])
    const late = error((t, i) => changed[t]!.values[i]!, values, changedAt + 100, rows) / 3
    expect(late / error((t, i) => unchanged[t]!.values[i]!, plain, changedAt + 100, rows)).toBeLessThan(1.1)
  })

  it('normalize, lookback and lstm recover as well', () => {
    const shape = shapes[1]!
    for (const { unit, change } of changes) {
      const plain = shape.values(rows, 4)
      const values = plain.map((value, t) => (t < changedAt ? value : change(value)))
      const over = (all: readonly number[]) => {
        const said: Forecast[] = []
        const steps = chain(normalize(), lookback(24), lstm({ leads, hidden: 8, seed: 1 }))
        const run = steps.open((forecast) => said.push(forecast))
        for (const [t, value] of all.entries()) run.next({ time: t * shape.step, values: [value], covariates: [] })
        run.close?.()
        return said
      }
      const [changed, without] = [values, plain].map(over)
      // The first window is full at the 24th row.
      const value = (said: readonly Forecast[]) => (t: number, i: number) => said[t - 23]!.values[i]!
      const late = error(value(changed!), values, changedAt + 200, rows) / unit
      expect(late / error(value(without!), plain, changedAt + 200, rows)).toBeLessThan(1.1)
      for (let from = changedAt + 1; from + 50 <= rows; from += 7) {
        const window = [values, from, from + 50, changedAt] as const
        expect(error(value(changed!), ...window) / error((t) => values[t]!, ...window)).toBeLessThan(1.2)
      }
      expect(changed!.filter(({ drift }) => drift)).toHaveLength(1)
    }
  })
})

describe('while values are in doubt', () => {
  it('intervals cover the values to come, whatever has changed', () => {
    for (const change of [
      (value: number) => 3 * value,
      (value: number) => 1e3 * value,
      (value: number) => value + 1e3,
    ]) {
      let [inside, count] = [0, 0]
      for (const shape of tried) {
        const { changed, values } = run(shape, change, 1)
        for (let t = changedAt; t < changedAt + 23; t++) {
          const { doubts, lower, upper } = changed[t]!
          expect(doubts, `${shape.cadence} ${shape.name}, row ${t}`).toEqual([0])
          leads.forEach((lead, i) => {
            const target = values[t + lead]!
            count++
            if (target >= lower[0]![i]! && target <= upper[0]![i]!) inside++
          })
        }
      }
      expect(inside / count).toBeGreaterThan(0.8)
    }
  })

  it('of a spike, they reach from the values before to the spike, and are as before after it', () => {
    for (const shape of tried) {
      let t = 0
      const { changed, unchanged } = run(shape, (value) => (t++ === 0 ? 1e4 : value), 1)
      const { doubts, lower, upper } = changed[changedAt]!
      expect(doubts).toEqual([0])
      expect(changed.filter(({ doubts }) => doubts)).toHaveLength(1)
      // As if it were missing: the forecast of the row before for the same time.
      leads.slice(0, -1).forEach((lead, i) => {
        const before = unchanged[changedAt - 1]!
        if (lead === 1) expect(lower[0]![i]!).toBeLessThan(before.upper[0]![i]!)
        expect(upper[0]![i]!).toBeGreaterThan(1e4)
      })
      const width = (said: Forecast) => said.upper[0]![0]! - said.lower[0]![0]!
      expect(width(changed[changedAt + 20]!) / width(unchanged[changedAt + 20]!)).toBeLessThan(1.3)
    }
  })

  it('campaigns of ten days are held from their first day on, from the second one on', () => {
    const shape: Shape = { ...shapes.find(({ name }) => name === 'noisy week')!, season: undefined }
    const noise = gaussian(1)
    const values = Array.from({ length: rows }, (_, t) => 20 + 5 * noise() + (t % 97 >= 80 && t % 97 < 90 ? 150 : 0))
    const said = follow(shape, values, withoutLstms(shape))
    for (const first of [177, 274, 371]) {
      expect(said[first]!.doubts, `row ${first}`).toEqual([0])
      expect(said[first]!.values[0]).toBe(values[first])
    }
  })
})
