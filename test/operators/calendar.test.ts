import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { calendar } from '../../src/operators/calendar.ts'
import { normalize } from '../../src/operators/normalize.ts'
import type { Observation } from '../../src/series/observation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { marbles } from './marbles.ts'
import { emitted } from './observe.ts'

const at = (text: string, covariates: number[] = []): Observation => ({
  time: Date.parse(text),
  values: [1],
  covariates,
})
const waves = (text: string, cycles: Parameters<typeof calendar>[0]) =>
  Array.from(emitted([at(text)], calendar(cycles))[0]!.covariates!)

const closeTo = (actual: number[], expected: number[]) => {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((x, i) => {
    expect(x).toBeCloseTo(expected[i]!, 11)
  })
}

describe('calendar', () => {
  it('emits for each observation at once', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('-a-b-|', { a: at('2024-01-01T00:00Z'), b: at('2024-01-01T12:00Z') })
      const cosines = source.pipe(
        calendar('day'),
        map(({ covariates }) => covariates![1]),
      )
      expectObservable(cosines).toBe('-a-b-|', { a: 1, b: -1 })
      expectSubscriptions(source.subscriptions).toBe('^----!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<Observation>('--|').pipe(calendar('day'))).toBe('--|')
      expectObservable(cold<Observation>('--#').pipe(calendar('day'))).toBe('--#')
      const source = hot('-a-a-|', { a: at('2024-01-01T00:00Z') })
      const counts = source.pipe(
        calendar('day'),
        map(({ covariates }) => covariates!.length),
      )
      expectObservable(counts, '^-!').toBe('-a', { a: 2 })
      expectSubscriptions(source.subscriptions).toBe('^-!')
    })
  })

  it('encodes the position in the day, in the week from Monday, and in the year', () => {
    closeTo(waves('2024-01-01T06:00Z', 'day'), [1, 0])
    closeTo(waves('2024-01-01T00:00Z', 'week'), [0, 1])
    // Thursday noon is the middle of the week.
    closeTo(waves('2024-01-04T12:00Z', 'week'), [0, -1])
    // The middle of the first mean year since 1970.
    closeTo(waves('1970-07-02T14:54:36Z', 'year'), [0, -1])
  })

  it('accepts times before 1970', () => {
    closeTo(waves('1969-12-31T18:00Z', 'day'), [-1, 0])
    // 1969-12-29 was a Monday.
    closeTo(waves('1969-12-29T00:00Z', 'week'), [0, 1])
  })

  it('appends cycles in the given order, harmonics within each, after existing covariates', () => {
    const [only] = emitted([at('2024-01-01T03:00Z', [7])], calendar({ cycles: ['day', 'week'], harmonics: 2 }))
    const half = Math.SQRT1_2
    const turn = (2 * Math.PI * 3) / (24 * 7)
    closeTo(Array.from(only!.covariates!), [
      7,
      half,
      half,
      1,
      0,
      Math.sin(turn),
      Math.cos(turn),
      Math.sin(2 * turn),
      Math.cos(2 * turn),
    ])
  })

  it('keeps the other fields of an observation, so that it can follow normalize', () => {
    const [scaled] = emitted([at('2024-01-01T06:00Z')], normalize())
    const [out] = emitted([scaled!], calendar('day'))
    expect(out!.scale).toBe(scaled!.scale)
  })

  it('refuses an unknown cycle', () => {
    expect(() => calendar('month' as 'day')).toThrow(ConfigError)
    expect(() => calendar(['day', 'month' as 'day'])).toThrow(
      'calendar.1: expected "day" or "week" or "year", got "month"',
    )
  })

  it('refuses the state of other cycles, which would give the covariates another meaning', () => {
    const bytes = snapshot(calendar(['week', 'year']).open(() => {}))
    expect(() =>
      restore(
        calendar('day').open(() => {}),
        bytes,
      ),
    ).toThrow('snapshot cycles: expected ["day"], got ["week","year"]')
    restore(
      calendar(['week', 'year']).open(() => {}),
      bytes,
    )
  })
})
