import { from, lastValueFrom, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { conformal } from '../../src/operators/conformal.ts'
import type { Forecast } from '../../src/series/forecast.ts'

/** Forecasts of 0, one step ahead, of noise. */
function forecasts(count: number): Forecast[] {
  const random = new Random(3)
  return Array.from({ length: count }, (_, i) => ({
    origin: i,
    observation: { time: i, values: [random.uniform() * 2 - 1], covariates: [] },
    leads: [1],
    times: [i + 1],
    values: Float64Array.of(0),
    levels: [],
    lower: [],
    upper: [],
  }))
}

describe('conformal', () => {
  it('covers as often as it promised', async () => {
    const all = await lastValueFrom(from(forecasts(4000)).pipe(conformal([0.95, 0.8]), toArray()))
    expect(all[0]!.levels).toEqual([0.8, 0.95])
    const inside = [0, 0]
    for (let t = 500; t < all.length - 1; t++) {
      const actual = all[t + 1]!.observation.values[0]!
      for (const v of [0, 1]) if (all[t]!.lower[v]![0]! <= actual && actual <= all[t]!.upper[v]![0]!) inside[v]!++
    }
    expect(inside[0]! / 3499).toBeCloseTo(0.8, 1)
    expect(Math.abs(inside[0]! / 3499 - 0.8)).toBeLessThan(0.015)
    expect(Math.abs(inside[1]! / 3499 - 0.95)).toBeLessThan(0.015)
  })

  it('leaves the forecasts as they are', async () => {
    const all = forecasts(20)
    const after = await lastValueFrom(from(all).pipe(conformal(0.9), toArray()))
    expect(after.map(({ values, origin }) => [origin, ...values])).toEqual(
      all.map(({ values, origin }) => [origin, ...values]),
    )
  })

  it('has no interval before the first error', async () => {
    const [first, second] = await lastValueFrom(from(forecasts(3)).pipe(conformal(0.9), toArray()))
    expect(first!.lower[0]![0]).toBeNaN()
    expect(second!.lower[0]![0]).toBeLessThan(0)
  })

  it('refuses a level that is no share', () => {
    expect(() => conformal(95)).toThrow(/conformal/)
    expect(() => conformal({ levels: [0.5, 1] })).toThrow(/conformal/)
  })
})
