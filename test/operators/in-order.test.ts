import fc from 'fast-check'
import { pipe } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { calendar } from '../../src/operators/calendar.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { type InOrderOptions, inOrder } from '../../src/operators/in-order.ts'
import { lookback } from '../../src/operators/lookback.ts'
import { lstm } from '../../src/operators/lstm.ts'
import { normalize } from '../../src/operators/normalize.ts'
import { score } from '../../src/operators/score.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { marbles } from './marbles.ts'
import { booked, daily, dayMs, emitted, monday, read, timed } from './observe.ts'

describe('inOrder', () => {
  it('emits increasing times at once', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b, c] = timed(1, 2, 3)
      const source = cold('-a-b-c-|', { a: a!, b: b!, c: c! })
      expectObservable(source.pipe(inOrder())).toBe('-a-b-c-|', { a, b, c })
      expectSubscriptions(source.subscriptions).toBe('^------!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<Observation>('--|').pipe(inOrder())).toBe('--|')
      expectObservable(cold<Observation>('--#').pipe(inOrder({ lateness: '1d' }))).toBe('--#')
      const [a, b] = timed(1, 2)
      const source = hot('-a-b-|', { a: a!, b: b! })
      expectObservable(source.pipe(inOrder()), '^-!').toBe('-a', { a })
      expectSubscriptions(source.subscriptions).toBe('^-!')
    })
  })

  it('keeps the first of several with the same time and counts the others as skipped', () => {
    const { ledger } = booked(3)
    const rows = [read(2, 10, 1), read(3, 10, 2), read(4, 20, 3)]
    expect(emitted(rows, inOrder({}, { ledger }))).toEqual([rows[0], rows[2]])
    expect(ledger).toMatchObject({ accepted: 2, skipped: 1, rejected: 0, rows: 3 })
  })

  it('rejects times that go back, with line, cells and cure', () => {
    const { ledger, rejects } = booked(3)
    const rows = [read(2, monday, 1), read(3, monday - dayMs, 2), read(4, monday + dayMs, 3)]
    expect(emitted(rows, inOrder({}, { ledger }))).toEqual([rows[0], rows[2]])
    expect(ledger).toMatchObject({ accepted: 2, skipped: 0, rejected: 1, rows: 3 })
    expect(rejects).toEqual([
      {
        place: { file: 'a.csv', line: 3 },
        reason:
          'expected a time after 2024-01-01T00:00:00.000Z, got 2023-12-31T00:00:00.000Z; sorted rows or a lateness would keep it',
        raw: [String(monday - dayMs), '2'],
      },
    ])
  })

  it('sorts late observations within the lateness, and holds each until its place is certain', () => {
    marbles(({ cold, expectObservable }) => {
      const [a, b, c, d] = timed(1000, 3000, 2000, 5000)
      const source = cold('-a-b-c-d------|', { a: a!, b: b!, c: c!, d: d! })
      // The first is sure once one two seconds later has come; what is left over comes at the end.
      expectObservable(source.pipe(inOrder({ lateness: '2s' }))).toBe('---a---(cb)---(d|)', { a, b, c, d })
    })
  })

  it('drops held observations when the source fails', () => {
    marbles(({ cold, expectObservable }) => {
      const [a] = timed(1000)
      expectObservable(cold('-a-#', { a: a! }).pipe(inOrder({ lateness: '1h' }))).toBe('---#')
    })
  })

  it('rejects an observation that is later than the lateness', () => {
    const { ledger, rejects } = booked(4)
    const rows = [read(2, 1000, 1), read(3, 4000, 2), read(4, 9000, 3), read(5, 2000, 4)]
    const out = emitted(rows, inOrder({ lateness: '3s' }, { ledger }))
    expect(out).toEqual(rows.slice(0, 3))
    expect(rejects).toMatchObject([
      { place: { line: 5 }, reason: expect.stringContaining('a lateness over 3s would keep it') },
    ])
    expect(ledger).toMatchObject({ accepted: 3, rejected: 1, rows: 4 })
  })

  it('skips a duplicate of a held observation', () => {
    const { ledger } = booked(3)
    const rows = [read(2, 1000, 1), read(3, 2000, 2), read(4, 1000, 3)]
    expect(emitted(rows, inOrder({ lateness: '1h' }, { ledger }))).toEqual(rows.slice(0, 2))
    expect(ledger).toMatchObject({ accepted: 2, skipped: 1 })
  })

  it('holds an observation until a later time comes, and takes the last numbers or their mean', () => {
    marbles(({ cold, expectObservable }) => {
      const at = (time: number, value: number, other = Number.NaN) => ({
        time,
        values: Float64Array.of(value),
        covariates: Float64Array.of(other),
      })
      const rows = { a: at(1, 4, 1), b: at(1, 8), c: at(1, 3), d: at(2, 7, 2) }
      const last = { x: at(1, 3, 1), d: rows.d }
      const source = cold('-a-b-c-d-|', rows)
      expectObservable(source.pipe(inOrder({ duplicates: 'last' }))).toBe('-------x-(d|)', last)
      const mean = { x: at(1, 5, 1), d: rows.d }
      expectObservable(source.pipe(inOrder({ duplicates: 'mean' }))).toBe('-------x-(d|)', mean)
    })
  })

  it('passes on at once what is issued about a held time again, and rows of the future', () => {
    const issue = (time: number, value: number, issued: number, known: number) => ({
      time,
      values: Float64Array.of(value),
      covariates: new Float64Array(0),
      issued,
      known: Float64Array.of(known),
    })
    const future = { ...issue(9, Number.NaN, 0, 5), future: true }
    const out = emitted([issue(1, 4, 0, 7), issue(1, 6, 1, 8), future], inOrder({ duplicates: 'mean' }))
    expect(out).toEqual([{ ...issue(1, Number.NaN, 1, 8), future: true }, future, issue(1, 5, 0, 7)])
  })

  it('sorts any sequence that is late by no more than the lateness', () => {
    const jitter = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 100 })
    fc.assert(
      fc.property(jitter, (delays) => {
        const arrivals = delays
          .map((delay, i) => ({ time: i * 1000, arrival: i * 1000 + delay }))
          .sort((a, b) => a.arrival - b.arrival || a.time - b.time)
        const out = emitted(timed(...arrivals.map(({ time }) => time)), inOrder({ lateness: '5s' }))
        expect(out.map(({ time }) => time)).toEqual(delays.map((_, i) => i * 1000))
      }),
    )
  })

  it('counts every row once, for any input: rows = accepted + imputed + rejected + skipped', () => {
    const row = fc.record({ time: fc.integer({ min: 0, max: 20 }), missing: fc.boolean(), live: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(row),
        fc.constantFrom<InOrderOptions>(
          {},
          { lateness: '3ms' },
          { duplicates: 'last' },
          { duplicates: 'mean', lateness: '3ms' },
        ),
        (rows, options) => {
          const ledger = new Ledger()
          const observations = rows.map(({ time, missing, live }, i) => {
            const observation = read(i + 2, time, missing ? Number.NaN : 1)
            if (live) return { time, values: observation.values, covariates: [] }
            ledger.accept(missing)
            return observation
          })
          const out = emitted(observations, inOrder(options, { ledger }))
          expect(ledger.rows).toBe(rows.length)
          expect(ledger.accepted + ledger.imputed).toBe(out.length)
          expect(ledger.imputed).toBe(out.filter(({ values }) => Number.isNaN(values[0])).length)
          expect(out.every(({ time }, i) => i === 0 || time > out[i - 1]!.time)).toBe(true)
        },
      ),
    )
  })

  it('keeps separate state for each subscription', () => {
    const operator = inOrder()
    expect(emitted(daily([1, 2]), operator)).toEqual(emitted(daily([1, 2]), operator))
  })

  it('refuses invalid durations and unknown options', () => {
    expect(() => inOrder({ lateness: 'soon' })).toThrow(ConfigError)
    expect(() => inOrder({ lateness: 'soon' })).toThrow(
      'inOrder.lateness: expected a duration, got "soon"; write it such as 1d, 12h, 5min, 1w, 1mo, 1y or 1bd (business day)',
    )
    expect(() => inOrder({ late: '1h' } as object)).toThrow(
      'inOrder: expected a known option, got "late"; the options are lateness, duplicates, maxFuture',
    )
  })

  it('accepts an observation without covariates, as do all operators after it', () => {
    const bare = [1, 2, 4].map((value, i) => ({ time: monday + (i === 2 ? 3 : i) * dayMs, values: [value] }))
    const given = bare.map((row) => ({ ...row, covariates: [] }))
    const ledger = new Ledger()
    const all = () =>
      pipe(
        inOrder({}, { ledger }),
        fillGaps('1d', { ledger }),
        calendar('week'),
        forecast({ horizon: 1, experts: ['drift'], intervals: [] }),
        score(),
      )
    const forecasts = (rows: readonly Observation[]) => emitted(rows, all()).map(({ values }) => [...values])
    expect(forecasts(bare)).toEqual(forecasts(given))
    expect(forecasts(bare)).toHaveLength(4)
    expect(ledger.rejected).toBe(0)
    const networks = pipe(normalize(), lookback(2), lstm({ horizon: 1, hidden: 4 }))
    expect(emitted(bare, networks).map(({ values }) => [...values])).toEqual(
      emitted(given, networks).map(({ values }) => [...values]),
    )
  })

  it('stays in order when it is restored without the lateness that rows were held for', () => {
    const row = (time: number) => ({ time, values: [time], covariates: [] })
    const held = inOrder({ lateness: '1s' }).open(() => {})
    for (const time of [1000, 2000, 3000, 2500]) held.next(row(time))
    const times: number[] = []
    const next = inOrder().open(({ time }) => times.push(time))
    expect(restore(next, snapshot(held))).toEqual(['lateness was "1s" and is now none'])
    next.next(row(4000))
    expect(times).toEqual([2500, 3000, 4000])
  })
})
