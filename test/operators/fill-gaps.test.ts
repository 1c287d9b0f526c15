import fc from 'fast-check'
import { map } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Reject } from '../../src/series/reject.ts'
import { marbles } from './marbles.ts'
import { dayMs, emitted, monday, read } from './observe.ts'

const on = (...times: (number | string)[]): Observation[] =>
  times.map((time, i) => ({
    time: typeof time === 'string' ? Date.parse(`${time}Z`) : time,
    values: [i + 1],
    covariates: [i],
  }))
const dates = (observations: Observation[]) => observations.map(({ time }) => new Date(time).toISOString().slice(0, 10))

describe('fillGaps', () => {
  it('inserts missing observations at times of the cadence that the data lacks', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [a, b] = on(monday, monday + 3 * dayMs)
      const source = cold('-a---b----|', { a: a!, b: b! })
      const said = source.pipe(
        fillGaps('1d'),
        map(({ time, values, covariates }) => `${(time - monday) / dayMs} ${values[0]} ${covariates![0]}`),
      )
      expectObservable(said).toBe('-a---(mnb)|', { a: '0 1 0', m: '1 NaN NaN', n: '2 NaN NaN', b: '3 2 1' })
      expectSubscriptions(source.subscriptions).toBe('^---------!')
    })
  })

  it('completes on an empty source, passes an error, and unsubscribes from its source', () => {
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      expectObservable(cold<Observation>('--|').pipe(fillGaps('1d'))).toBe('--|')
      expectObservable(cold<Observation>('--#').pipe(fillGaps('1d'))).toBe('--#')
      const [a, b] = on(monday, monday + dayMs)
      const source = hot('-a-b-|', { a: a!, b: b! })
      const times = source.pipe(
        fillGaps('1d'),
        map(({ time }) => time),
      )
      expectObservable(times, '^-!').toBe('-a', { a: monday })
      expectSubscriptions(source.subscriptions).toBe('^-!')
    })
  })

  it('passes the cadence on to later operators', () => {
    const out = emitted(on(monday, monday + 2 * dayMs), fillGaps('1d'))
    expect(out.map(({ cadence }) => cadence)).toEqual(['1d', '1d', '1d'])
  })

  it('counts inserted observations, which are not rows', () => {
    const ledger = new Ledger()
    emitted(on(monday, monday + 5 * dayMs), fillGaps('1d', { ledger }))
    expect(ledger).toMatchObject({ filled: 4, rows: 0, restarts: 0 })
  })

  it('does not fill a gap longer than maxGap, and marks the observation after it', () => {
    const ledger = new Ledger()
    const rows = on(monday, monday + 3 * dayMs, monday + 7 * dayMs, monday + 8 * dayMs)
    const out = emitted(rows, fillGaps({ cadence: '1d', maxGap: 2 }, { ledger }))
    expect(out.map(({ time, restart }) => [(time - monday) / dayMs, restart ?? false])).toEqual([
      [0, false],
      [1, false],
      [2, false],
      [3, false],
      [7, true],
      [8, false],
    ])
    expect(ledger).toMatchObject({ filled: 2, restarts: 1 })
  })

  it('fills up to thirty steps by default', () => {
    expect(emitted(on(0, 31 * dayMs), fillGaps('1d'))).toHaveLength(32)
    expect(emitted(on(0, 32 * dayMs), fillGaps('1d'))).toHaveLength(2)
    expect(emitted(on(0, 2 * dayMs), fillGaps({ cadence: '1d', maxGap: 0 }))).toHaveLength(2)
  })

  it('follows the calendar in months, from the ends of months too', () => {
    expect(dates(emitted(on('2024-01-31', '2024-05-31'), fillGaps('1mo')))).toEqual([
      '2024-01-31',
      '2024-02-29',
      '2024-03-31',
      '2024-04-30',
      '2024-05-31',
    ])
  })

  it('counts one row in each month, whatever the day', () => {
    // The third Friday, but an early and a late row; April is missing.
    const rows = on('2024-01-19', '2024-02-02', '2024-03-29', '2024-05-17')
    expect(dates(emitted(rows, fillGaps('1mo 3rd fri')))).toEqual([
      ...['2024-01-19', '2024-02-02', '2024-03-29', '2024-04-19', '2024-05-17'],
    ])
    const ledger = new Ledger()
    ledger.accept(false)
    expect(emitted(on('2024-01-31', '2024-02-01', '2024-02-29'), fillGaps('1mo end', { ledger }))).toHaveLength(2)
    expect(ledger.rejected).toBe(1)
  })

  it('fills in the hours of a session only', () => {
    const rows = on('2024-06-07T14:30', '2024-06-07T15:30', '2024-06-10T10:30')
    const out = emitted(rows, fillGaps('1h 09:30-15:30 mon-fri'))
    expect(out.map(({ time }) => new Date(time).toISOString().slice(5, 16))).toEqual([
      ...['06-07T14:30', '06-07T15:30', '06-10T09:30', '06-10T10:30'],
    ])
  })

  it('does not fill weekends in business days, but fills holidays', () => {
    // 2024-01-05 is a Friday, the 8th a Monday; no trade on the 9th.
    const out = emitted(on('2024-01-04', '2024-01-05', '2024-01-08', '2024-01-10'), fillGaps('1bd'))
    expect(dates(out)).toEqual(['2024-01-04', '2024-01-05', '2024-01-08', '2024-01-09', '2024-01-10'])
    expect(out.map(({ values }) => values[0])).toEqual([1, 2, 3, Number.NaN, 4])
  })

  it('assigns a time off the grid to the nearest step and does not change it', () => {
    const jittered = [0, 1.3, 1.8, 4.2].map((days) => monday + days * dayMs)
    const out = emitted(on(...jittered), fillGaps('1d'))
    expect(out.map(({ time }) => (time - monday) / dayMs)).toEqual([0, 1.3, 1.8, 3, 4.2])
  })

  it('rejects a second observation for a step, and times that go back', () => {
    const rejects: Reject[] = []
    const ledger = new Ledger((reject) => rejects.push(reject))
    const rows = [0, 0.25, 1, 0.9].map((days, i) => read(i + 2, monday + days * dayMs, i))
    for (const _ of rows) ledger.accept(false)
    expect(emitted(rows, fillGaps('1d', { ledger })).map(({ row }) => row!.place)).toMatchObject([
      { line: 2 },
      { line: 4 },
    ])
    expect(rejects).toMatchObject([{ place: { line: 3 } }, { place: { line: 5 } }])
    expect(rejects[0]!.reason).toBe(
      'expected a step of 1d after 2024-01-01T00:00:00.000Z, got 2024-01-01T06:00:00.000Z; another cadence would keep it',
    )
    expect(ledger).toMatchObject({ accepted: 2, rejected: 2, rows: 4 })
  })

  it('emits increasing steps of the cadence between restarts, and every observation on the grid', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 60 })
    fc.assert(
      fc.property(steps, fc.integer({ min: 0, max: 5 }), (gaps, maxGap) => {
        const times = [0]
        for (const gap of gaps) times.push(times.at(-1)! + gap * dayMs)
        const ledger = new Ledger()
        const out = emitted(on(...times), fillGaps({ cadence: '1d', maxGap }, { ledger }))
        expect(out.filter(({ values }) => !Number.isNaN(values[0]!)).map(({ time }) => time)).toEqual(times)
        out.forEach(({ time, restart }, i) => {
          if (i > 0 && !restart) expect(time - out[i - 1]!.time).toBe(dayMs)
        })
        expect(out.length).toBe(times.length + ledger.filled)
        expect(ledger.restarts).toBe(gaps.filter((gap) => gap > maxGap + 1).length)
      }),
    )
  })

  it('refuses an argument that is not a cadence', () => {
    expect(() => fillGaps('daily')).toThrow(ConfigError)
    expect(() => fillGaps('daily')).toThrow('fillGaps: expected a duration, got "daily"')
    expect(() => fillGaps({ cadence: '1d', maxgap: 3 } as never)).toThrow('did you mean "maxGap"?')
  })
})
