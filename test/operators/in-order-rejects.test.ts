import { pipe, VirtualTimeScheduler } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import type { Observation } from '../../src/series/observation.ts'
import { booked, emitted, monday, timed } from './observe.ts'

describe('inOrder', () => {
  it('rejects objects that are not observations, as untyped code may emit', () => {
    const { ledger, rejects } = booked(0)
    const odd = [
      { time: new Date(0), values: [1], covariates: [] },
      { time: 1, values: 3, covariates: [] },
      { time: 1, values: [1], covariates: 3 },
      { time: 1, values: ['1'], covariates: [] },
    ]
    expect(emitted(odd as unknown as Observation[], inOrder({}, { ledger }))).toEqual([])
    expect(rejects.map(({ reason }) => reason)).toEqual([
      `expected a time in milliseconds since 1970, got ${new Date(0)}`,
      'expected values as a list of numbers, got 3',
      'expected covariates as a list of numbers, got 3',
      'expected a finite number, got "1"',
    ])
    expect(ledger.rejected).toBe(4)
  })

  it('rejects observations with more or fewer numbers than the first, and goes on', () => {
    const { ledger, rejects } = booked(0)
    const rows = [
      { time: 1, values: [1, 2], covariates: [3] },
      { time: 2, values: [1], covariates: [3] },
      { time: 3, values: [1, 2, 3], covariates: [3] },
      { time: 4, values: [1, 2] },
      { time: 5, values: [1, 2], covariates: [3] },
    ]
    const all = pipe(inOrder({}, { ledger }), forecast({ horizon: 1, season: 'none', experts: ['persistence'] }))
    expect(emitted(rows, all).map(({ origin }) => origin)).toEqual([1, 5])
    expect(rejects.map(({ reason }) => reason)).toEqual([
      'expected 2 values as in the first observation, got 1',
      'expected 2 values as in the first observation, got 3',
      'expected 1 covariates as in the first observation, got 0',
    ])
    expect(ledger).toMatchObject({ accepted: 2, rejected: 3 })
  })

  it('rejects times at the end of the calendar, and those in microseconds', () => {
    const { ledger, rejects } = booked(0)
    const times = [8.64e15, -8.64e15, 1e300, monday * 1000, monday * 1e6, monday]
    expect(emitted(timed(...times), inOrder({}, { ledger })).map(({ time }) => time)).toEqual([monday])
    expect(rejects).toHaveLength(5)
    expect(rejects[3]!.reason).toBe(
      'expected a time in milliseconds since 1970, before the year 10000, got 1704067200000000; are they microseconds?',
    )
  })

  it('rejects a time that is not a number and a value that is infinite', () => {
    const { ledger, rejects } = booked(0)
    const rows = [
      { time: Number.NaN, values: [1], covariates: [] },
      { time: 1, values: [Number.POSITIVE_INFINITY], covariates: [] },
      { time: 2, values: [1], covariates: [Number.NEGATIVE_INFINITY] },
      { time: 3, values: [Number.NaN], covariates: [] },
    ]
    expect(emitted(rows, inOrder({}, { ledger }))).toEqual([rows[3]])
    expect(rejects.map(({ reason }) => reason)).toEqual([
      'expected a time in milliseconds since 1970, got NaN',
      'expected a finite number, got Infinity',
      'expected a finite number, got -Infinity',
    ])
    expect(ledger).toMatchObject({ accepted: 0, imputed: 1, rejected: 3 })
  })

  it('rejects times further ahead of the clock than maxFuture', () => {
    const clock = new VirtualTimeScheduler()
    clock.frame = 1_000_000
    const { ledger, rejects } = booked(0)
    const out = emitted(
      timed(1_000_000, 1_060_000, 1_060_001),
      inOrder({ maxFuture: '1min' }, { ledger, scheduler: clock }),
    )
    expect(out.map(({ time }) => time)).toEqual([1_000_000, 1_060_000])
    expect(rejects[0]!.reason).toBe(
      'expected a time no more than maxFuture, 1min, ahead of the clock, got 1970-01-01T00:17:40.001Z',
    )
  })
})
