import fc from 'fast-check'
import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError, DataError } from '../../src/errors.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { normalize } from '../../src/operators/normalize.ts'
import type { Scaled } from '../../src/series/scale.ts'
import { marbles } from './marbles.ts'
import { daily, emitted } from './observe.ts'

const scaled = (values: number[], covariates: number[][] = []): Scaled[] =>
  emitted(daily(values, covariates), normalize('none'))

describe('lookback', () => {
  it('lookback(3) is silent until the third observation', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b, c, d] = scaled([1, 2, 3, 4])
      const source = cold('-a-b-c-d-|', { a: a!, b: b!, c: c!, d: d! })
      const windows = source.pipe(
        lookback(3),
        map(({ window }) => [...window].join(' ')),
      )
      expectObservable(windows).toBe('-----c-d-|', { c: '1 2 3', d: '2 3 4' })
      expectSubscriptions(source.subscriptions).toBe('^--------!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<Scaled>('--|').pipe(lookback(2))).toBe('--|')
      expectObservable(cold<Scaled>('--#').pipe(lookback(2))).toBe('--#')
      const source = hot<Scaled>('-a-a-a-|', { a: scaled([1])[0]! })
      expectObservable(source.pipe(lookback(9)), '^---!').toBe('-----')
      expectSubscriptions(source.subscriptions).toBe('^---!')
    })
  })

  it('has rows of scaled values, then covariates', () => {
    const [only] = emitted(
      scaled(
        [1, 2],
        [
          [10, 100],
          [20, 200],
        ],
      ),
      lookback(2),
    )
    expect(only).toMatchObject({ length: 2, width: 3 })
    expect([...only!.window]).toEqual([1, 10, 100, 2, 20, 200])
  })

  it('holds the last n rows for any n and number of rows, and never changes an emitted window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 0, max: 700 }), (n, rows) => {
        const values = Array.from({ length: rows }, (_, i) => i)
        const windows = emitted(scaled(values), lookback(n))
        expect(windows.length).toBe(Math.max(0, rows - n + 1))
        // Read only now that all have been emitted: a window written to later would show.
        windows.forEach(({ window }, i) => {
          expect([...window]).toEqual(values.slice(i, i + n))
        })
      }),
      { numRuns: 50 },
    )
  })

  it('copies each row at most once', () => {
    // With windows of 100 rows, a buffer holds 200: those of 1,000 observations lie in no more than 10 buffers, where copies would need 901.
    const windows = emitted(scaled(Array.from({ length: 1000 }, (_, i) => i)), lookback(100))
    const rows = [...new Set(windows.map(({ window }) => window.buffer))].reduce(
      (sum, { byteLength }) => sum + byteLength / 8,
      0,
    )
    expect(rows).toBeLessThanOrEqual(2000)
  })

  it('is silent again after a restart, and marks the first window after it', () => {
    const rows = scaled([1, 2, 3, 4, 5])
    rows[2] = { ...rows[2]!, restart: true }
    const windows = emitted(rows, lookback(2))
    expect(windows.map(({ window, restart }) => [...window, restart ?? false])).toEqual([
      [1, 2, false],
      [3, 4, true],
      [4, 5, false],
    ])
  })

  it('does not mark the very first window', () => {
    const rows = scaled([1, 2])
    rows[0] = { ...rows[0]!, restart: true }
    expect(emitted(rows, lookback(2))[0]!.restart).toBeUndefined()
  })

  it('refuses rows of another width', () => {
    const rows = [...scaled([1]), ...scaled([2], [[7]])]
    expect(() => emitted(rows, lookback(1))).toThrow(DataError)
    expect(() => emitted(rows, lookback(1))).toThrow(
      'lookback: expected rows of 1 numbers, got 2; keep the columns the same',
    )
  })

  it('refuses an argument that is not a number of rows', () => {
    expect(() => lookback(0)).toThrow(ConfigError)
    expect(() => lookback(2.5)).toThrow('lookback: expected a whole number, got 2.5')
  })
})
