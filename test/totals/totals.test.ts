import { describe, expect, it } from 'vitest'
import { Forecast } from '../../src/series/forecast.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { limitsOfTotal, Totals } from '../../src/totals/totals.ts'
import { made } from './made.ts'

/** A forecast from an observed value. */
const seen = (forecast: Forecast, value: number): Forecast =>
  new Forecast({ ...forecast, observation: { ...forecast.observation, values: [value] } })

const values = (forecasts: readonly Forecast[]) => forecasts.map((forecast) => [...forecast.values])

/** Takes the forecasts of a time; the total's own forecast has these values. */
function take(totals: Totals, members: readonly Forecast[], own: readonly number[]) {
  const observed = totals.observe(members[0]!.origin, members)
  const total = made(observed.key!, observed.time, own)
  return { observed, ...totals.reconcile(new Forecast({ ...total, observation: observed }), members) }
}

describe('Totals', () => {
  it('divide what the parts lack among them, the uncertain first', () => {
    const members = [made(['a'], 1, [10, 10], 1), made(['b'], 1, [20, 20], 2)]
    // Halfway between the sum, 30, and the total's own forecasts.
    const { parts, total } = take(new Totals({}), members, [40, 20])
    expect(values(parts)).toEqual([
      [11, 9],
      [24, 16],
    ])
    expect([...total.values]).toEqual([35, 25])
    expect([...parts[1]!.lower[0]!]).toEqual([22, 14])
    expect([...total.upper[0]!]).toEqual([37, 27])
    expect(total.key).toEqual(['total'])
  })

  it('keep parts within their limits, and whole', () => {
    const members = [made(['a'], 1, [1], 3), made(['b'], 1, [3], 3), made(['c'], 1, [4], 3)]
    const { parts, total } = take(new Totals({ min: 0, integer: true }), members, [-1])
    expect(values(parts)).toEqual([[0], [1], [3]])
    expect([...total.values]).toEqual([4])
    expect(total.lower[0]![0]).toBe(2)
    expect(parts[0]!.lower[0]![0]).toBe(0)
  })

  it('reconcile each channel with its own total', () => {
    const two = (key: string, a: number, b: number) =>
      new Forecast({
        ...made([key], 1, [0]),
        observation: { time: 1, values: [a, b], key: [key] },
        values: Float64Array.of(a, b),
        lower: [Float64Array.of(a - 1, b - 1)],
        upper: [Float64Array.of(a + 1, b + 1)],
      })
    const totals = new Totals({})
    const members = [two('a', 1, 10), two('b', 2, 20)]
    const observed = totals.observe(1, members)
    expect([...(observed.values as Float64Array)]).toEqual([3, 30])
    const own = new Forecast({ ...two('total', 5, 26), observation: observed })
    const { parts, total } = totals.reconcile(own, members)
    expect([...total.values]).toEqual([4, 28])
    expect(values(parts)).toEqual([
      [1.5, 9],
      [2.5, 19],
    ])
  })

  it('count a part without a value with what it forecast, up to a tenth of the total', () => {
    const observe = (guess: number) => {
      const totals = new Totals({})
      take(totals, [made(['a'], 1, [guess]), made(['b'], 1, [90])], [guess + 90])
      return [
        // Without a row, and with one that has no value.
        totals.observe(2, [seen(made(['b'], 2, [0]), 90)]).values[0],
        totals.observe(2, [seen(made(['a'], 2, [0]), Number.NaN), seen(made(['b'], 2, [0]), 90)]).values[0],
      ]
    }
    expect(observe(10)).toEqual([100, 100])
    expect(observe(11)).toEqual([Number.NaN, Number.NaN])
  })

  it('know no total without any value, and one of 0 if all values are 0', () => {
    const totals = new Totals({})
    take(totals, [made(['a'], 1, [0])], [0])
    expect(totals.observe(2, [seen(made(['a'], 2, [0]), Number.NaN)]).values[0]).toBeNaN()
    expect(totals.observe(2, [seen(made(['a'], 2, [0]), 0)]).values[0]).toBe(0)
  })

  it('count a part that lags with its forecast for the same time, until that ends', () => {
    const totals = new Totals({})
    take(totals, [made(['a'], 1, [1, 2, 3]), made(['b'], 1, [10, 10, 10])], [11, 12, 13])
    const sums = [2, 3, 4, 5].map((time) => {
      const { parts, total } = take(totals, [made(['b'], time, [10, 10, 10], 0)], [0, 0, 0])
      expect(values(parts)).toEqual([[10, 10, 10]])
      return [...total.values]
    })
    // Its forecasts are for times 2, 3 and 4; after the last of them it has ended.
    expect(sums).toEqual([
      [12, 13, 13],
      [13, 13, 13],
      [13, 13, 13],
      [10, 10, 10],
    ])
  })

  it('compare forecasts for the same time, if the steps of a part are others', () => {
    const sparse = new Forecast({ ...made(['a'], 1, [100, 200]), times: [3, 5] })
    const { parts, total } = take(new Totals({}), [sparse, made(['b'], 1, [10, 20], 0)], [0, 0])
    // For times 2 and 3, it is next heard of at 3.
    expect([...total.values]).toEqual([110, 120])
    expect([...parts[0]!.values]).toEqual([100, 200])
  })

  it('begin again after a gap that all parts have', () => {
    const totals = new Totals({})
    const restarted = (key: string, restart: boolean) => {
      const forecast = made([key], 50, [1])
      return new Forecast({ ...forecast, observation: { ...forecast.observation, restart } })
    }
    expect(totals.observe(50, [restarted('a', true), restarted('b', false)]).restart).toBeUndefined()
    expect(totals.observe(50, [restarted('a', true), restarted('b', true)]).restart).toBe(true)
  })

  it('go on with the same bits after a restore', () => {
    const step = (totals: Totals, time: number) => {
      const members = ['a', 'b', 'c']
        .filter((_, i) => (time + i) % 4 > 0)
        .map((key, i) => seen(made([key], time, [time + i, i, 3], i + 0.5), (time * i) % 7))
      const { observed, parts, total } = take(totals, members, [3 * time, 5, 8])
      return [observed, ...parts.map((forecast) => forecast.toJSON()), total.toJSON()]
    }
    const saved = new Totals({ min: 0 })
    for (let time = 1; time < 20; time++) step(saved, time)
    const restored = new Totals({ min: 0 })
    restore(restored, snapshot(saved))
    for (let time = 20; time < 40; time++) expect(step(restored, time)).toEqual(step(saved, time))
  })
})

describe('limitsOfTotal', () => {
  it('are those that sums keep to', () => {
    expect(limitsOfTotal({ min: 2.5, max: 10, integer: true }, 1)).toEqual({
      min: { 0: 0 },
      max: {},
      integer: { 0: true },
    })
    expect(limitsOfTotal({ min: { 0: 0, 1: -5 }, max: { 1: -1 } }, 2)).toEqual({
      min: { 0: 0 },
      max: { 1: 0 },
      integer: {},
    })
    expect(limitsOfTotal({}, 3)).toEqual({ min: {}, max: {}, integer: {} })
  })
})
