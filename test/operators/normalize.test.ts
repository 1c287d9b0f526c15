import fc from 'fast-check'
import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError, DataError } from '../../src/errors.ts'
import { normalize } from '../../src/operators/normalize.ts'
import type { Observation } from '../../src/series/observation.ts'
import { marbles } from './marbles.ts'
import { daily, emitted, monday } from './observe.ts'

describe('normalize', () => {
  it('emits each value in units of the current scale, at once', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b] = daily([2, 4])
      const source = cold('-a-b-|', { a: a!, b: b! })
      const values = source.pipe(
        normalize(),
        map(({ values, scale }) => [values[0], scale.center[0], scale.spread[0]].join(' ')),
      )
      // The first is its own mean; 2 and 4 have mean 3 and deviation 1.
      expectObservable(values).toBe('-a-b-|', { a: '0 2 1', b: '1 3 1' })
      expectSubscriptions(source.subscriptions).toBe('^----!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<Observation>('--|').pipe(normalize())).toBe('--|')
      expectObservable(cold<Observation>('--#').pipe(normalize())).toBe('--#')
      const source = hot<Observation>('-a-a-a-|', { a: daily([1])[0]! })
      const times = source.pipe(
        normalize(),
        map(({ values }) => values[0]),
      )
      expectObservable(times, '^---!').toBe('-a-a', { a: 0 })
      expectSubscriptions(source.subscriptions).toBe('^---!')
    })
  })

  it('is invertible: value = center + spread × scaled', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.constantFrom('zScore', 'minMax', 'none'), (values, method) => {
        for (const { values: scaled, scale, unscaled } of emitted(daily(values), normalize(method as 'zScore'))) {
          const back = scale.center[0]! + scale.spread[0]! * scaled[0]!
          const size = Math.abs(scale.center[0]!) + Math.abs(unscaled.values[0]!)
          expect(Math.abs(back - unscaled.values[0]!)).toBeLessThanOrEqual(1e-12 * size)
        }
      }),
    )
  })

  it('passes the original observation on', () => {
    const [given] = daily([5], [[1]])
    expect(emitted([given!], normalize())[0]!.unscaled).toBe(given)
  })

  it('keeps a missing value missing and the scale unchanged', () => {
    const [, before, missing, after] = emitted(daily([2, 4, Number.NaN, 3]), normalize())
    expect(missing!.values[0]).toBeNaN()
    expect(missing!.scale).toEqual(before!.scale)
    expect(after!.scale.center[0]).toBe(3)
  })

  it('scales each channel and each covariate separately', () => {
    const rows = [
      { time: 0, values: [1, 100], covariates: [1000] },
      { time: 1, values: [3, 300], covariates: [3000] },
    ]
    const [, second] = emitted(rows, normalize('zScore'))
    expect(Array.from(second!.values)).toEqual([1, 1])
    expect(Array.from(second!.covariates!)).toEqual([1])
    expect(second!.scale.center).toEqual(Float64Array.of(2, 200))
  })

  it('emits zeros on a constant series', () => {
    for (const method of ['zScore', 'minMax', { decayedMoments: 10 }] as const)
      expect(emitted(daily(new Array(50).fill(7)), normalize(method)).every(({ values }) => values[0] === 0)).toBe(true)
  })

  it('does not flatten later values after a jump of a million', () => {
    const calm = Array.from({ length: 100 }, (_, i) => Math.floor(i / 2) % 2)
    const rows = emitted(daily([...calm, 1e6, 0, 1]), normalize({ decayedMoments: 250 }))
    const [, low, high] = rows.slice(-3).map(({ values }) => values[0]!)
    // Untouched the two are 2 apart; unguarded they would be 1e-5 apart.
    expect(high! - low!).toBeGreaterThan(1)
    expect(rows.at(-3)!.values[0]).toBeNaN()
    expect(rows.flatMap(({ scale }, t) => (scale.doubts ? [t] : []))).toEqual([100])
  })

  it('refuses an observation with other numbers than the first', () => {
    const rows = [...daily([1]), { time: 2 * monday, values: [1, 2], covariates: [] }]
    expect(() => emitted(rows, normalize())).toThrow(DataError)
    expect(() => emitted(rows, normalize())).toThrow('normalize: expected 1 values and 0 covariates, got 2 and 0')
  })

  it('refuses an unknown method', () => {
    expect(() => normalize('zscore' as 'zScore')).toThrow(ConfigError)
    expect(() => normalize({ decayedMoments: 0 })).toThrow('normalize.decayedMoments: expected a number above 0, got 0')
  })
})
