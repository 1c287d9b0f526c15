import { from, map, pipe, Subject } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import type { Mark } from '../../src/recording/wire.ts'
import { Session } from '../../src/run/session.ts'
import type { SessionOptions } from '../../src/run/session-options.ts'
import type { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Scored } from '../../src/series/scored.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { dayMs, monday } from '../operators/observe.ts'

/** A row of a broker: no file, no lines. */
const message = (offset: number, day = offset): Observation => ({
  time: monday + day * dayMs,
  values: [offset],
  covariates: [],
  row: { place: { stream: 'prices', partition: 0, offset }, raw: `{"day":${day}}` },
})
const options = { horizon: 1, cadence: '1d', season: 'none', experts: ['persistence', 'drift'], intervals: [] } as const
const forecasting = (ledger: Ledger) =>
  pipe(inOrder({}, { ledger }), forecast({ ...options, experts: [...options.experts], intervals: [] }), score())

/** Sends rows through a session as a host does. */
function hosted(rows: readonly Observation[], change: Partial<SessionOptions<Scored>> = {}) {
  const seen: Scored[] = []
  const marks: Mark[] = []
  const session = new Session<Scored>({
    input: 'prices',
    operators: forecasting,
    onForecast: (scored) => seen.push(scored),
    onMark: (mark) => marks.push(mark),
    ...change,
  })
  const booked = rows.map((row) => {
    session.ledger.accept(false)
    return row
  })
  from(booked).pipe(session.operator).subscribe()
  return { session, seen, marks }
}
const reading = { fraction: undefined, warnings: [], failure: undefined }

describe('Session', () => {
  it('forecasts rows without a file or a line, and counts them', () => {
    const { session, seen, marks } = hosted([message(0), message(1), message(2, 1), message(3, 0), message(4)])
    expect(seen.map(({ origin }) => (origin - monday) / dayMs)).toEqual([0, 1, 4])
    const { last, rows, notes, warnings, failure, stopped } = session.end({ ...reading, warnings: ['no zone'] })
    expect(rows).toMatchObject({ rows: 5, accepted: 3, rejected: 1, skipped: 1 })
    expect(marks).toEqual([
      { time: monday + 4 * dayMs, kind: 'reject', text: expect.stringMatching(/^prices\[0\]@3 expected a time after/) },
    ])
    expect(last).toBe(seen.at(-1))
    expect(notes).toEqual([expect.stringMatching(/^weights at the end, lead 1: /)])
    expect(warnings).toEqual([expect.stringMatching(/^2 of 5 rows were not used/), 'no zone'])
    expect([failure, stopped]).toEqual([undefined, false])
  })

  it('includes notes from before the first row, and marks rejects after the last', () => {
    const { session, marks } = hosted([message(1)], { notes: ['kind daily'] })
    session.ledger.reject({ place: { stream: 'prices', partition: 0, offset: 9 }, reason: 'no number', raw: 'x' })
    expect(marks).toEqual([])
    expect(session.end(reading).notes[0]).toBe('kind daily')
    expect(marks).toMatchObject([{ time: monday + dayMs, text: 'prices[0]@9 no number' }])
  })

  it('fails without forecasts, unless it was stopped', () => {
    expect(hosted([]).session.end(reading).failure?.message).toMatch(
      /^prices: expected rows to forecast from, got none that could be used of 0/,
    )
    const stop = new AbortController()
    stop.abort()
    expect(hosted([], { stop: stop.signal }).session.end(reading)).toMatchObject({ failure: undefined, stopped: true })
  })

  it('fails when its input does, and keeps earlier forecasts', () => {
    const failure = new DataError('broken off')
    const ending = hosted([message(0)]).session.end({ ...reading, failure })
    expect(ending.failure).toBe(failure)
    expect(ending.last?.origin).toBe(monday)
  })

  it('ends at the first row that an operator rejects, if it is strict', () => {
    const { session, seen } = hosted([message(0), message(2), message(3, 1), message(4)], { strict: true })
    expect(session.stop.aborted).toBe(true)
    expect(seen).toHaveLength(2)
    const { failure, rows, warnings } = session.end(reading)
    expect(failure?.message).toMatch(/^prices\[0\]@3 expected a time after/)
    expect(rows).toMatchObject({ rows: 3, accepted: 2, rejected: 1 })
    expect(warnings).toEqual([])
  })

  it('counts only forecast rows as progress', () => {
    const late = (ledger: Ledger) => pipe(inOrder({ lateness: '1d' }, { ledger }), forecasting(ledger))
    const { session } = hosted([message(0), message(1), message(2), message(3)], { operators: late })
    // All have been released at the end of the rows.
    expect(session.fraction({ fraction: 0.5 })).toBe(0.5)
    expect(session.fraction({ fraction: undefined })).toBeNull()
    const held = new Session<Scored>({ input: 'a', operators: late })
    held.ledger.accept(false)
    held.ledger.accept(false)
    expect(held.fraction({ fraction: 0.5 })).toBe(0)
  })

  it('passes on what its operators throw', () => {
    const broken = () =>
      map((): Scored => {
        throw new DataError('no')
      })
    const session = new Session<Scored>({ input: 'a', operators: broken })
    let error: unknown
    from([message(0)])
      .pipe(session.operator)
      .subscribe({ error: (thrown) => (error = thrown) })
    expect(error).toBeInstanceOf(DataError)
  })

  it('can be saved after its input has ended, until it is closed', () => {
    const operators = (ledger: Ledger) =>
      chain(inOrder({}, { ledger }), forecast({ horizon: 1, cadence: '1d', hidden: 4, memory: 64 }), score())
    const { session } = hosted([message(0), message(1), message(2)], { operators })
    session.end(reading)
    const bytes = snapshot(session)
    const { session: next, seen } = hosted([], { operators })
    restore(next, bytes)
    expect(snapshot(next)).toEqual(bytes)
    expect(seen).toEqual([])
    session.close()
    expect(() => snapshot(session)).toThrow('disposed of')
  })

  it('continues as if it had never stopped, wherever its state was saved', () => {
    const rows = [0, 1, 1, 4, 2, 5, 3, 6, 7].map((day, offset) => message(offset, day))
    const operators = (ledger: Ledger) =>
      chain(
        inOrder({}, { ledger }),
        fillGaps('1d', { ledger }),
        forecast({ ...options, experts: ['drift'], intervals: [] }),
        score(),
      )
    const begin = () => {
      const out: unknown[] = []
      const session = new Session<Scored>({
        input: 'prices',
        operators,
        onForecast: ({ origin, values, scores }) => out.push([origin, [...values], [...scores.mae]]),
        onMark: (mark) => out.push(mark),
      })
      const send = (some: readonly Observation[]) => {
        const input = new Subject<Observation>()
        input.pipe(session.operator).subscribe()
        for (const row of some) {
          session.ledger.accept(false)
          if (row.values[0] === 5) session.ledger.reject({ place: row.row!.place, reason: 'no number', raw: 'x' })
          input.next(row)
        }
      }
      const finish = () => {
        const { rows, warnings, failure } = session.end(reading)
        return [...out, rows, warnings, failure]
      }
      return { session, send, finish, out }
    }
    const whole = begin()
    whole.send(rows)
    const expected = whole.finish()
    for (let at = 0; at <= rows.length; at++) {
      const first = begin()
      first.send(rows.slice(0, at))
      const second = begin()
      expect(restore(second.session, snapshot(first.session))).toEqual([])
      second.send(rows.slice(at))
      expect([...first.out, ...second.finish()]).toEqual(expected)
    }
  })

  it('ends after a restore without a further row as it ended before', () => {
    const operators = (ledger: Ledger) =>
      chain(
        inOrder({}, { ledger }),
        forecast({ ...options, experts: ['persistence', 'drift'], intervals: [] }),
        score(),
      )
    const { session } = hosted(
      [0, 1, 2, 2, 1, 3, 4].map((day, offset) => message(offset, day)),
      { operators },
    )
    const ending = session.end(reading)
    const restored = new Session<Scored>({ input: 'prices', operators })
    restore(restored, snapshot(session))
    const again = restored.end(reading)
    expect(ending.scores!.count[0]).toBe(4)
    expect(again.scores!.toJSON()).toEqual(ending.scores!.toJSON())
    expect(again.notes).toEqual([expect.stringMatching(/^weights at the end, lead 1: /)])
    expect({ ...again, scores: 0, last: 0, next: 0 }).toEqual({ ...ending, scores: 0, last: 0, next: 0 })
    session.close()
    restored.close()
  })

  it('has the scores of plain RxJS operators', () => {
    const { session, seen } = hosted([message(0), message(1), message(2)])
    expect(session.end(reading).scores).toBe(seen.at(-1)!.scores)
  })

  it('refuses to save the state of plain RxJS operators', () => {
    const session = new Session<Scored>({ input: 'a', operators: forecasting })
    expect(() => snapshot(session)).toThrow(/^operators: expected operators whose state can be saved/)
  })

  it('goes on from a snapshot with several series as if it had never stopped', () => {
    const keyed = Array.from({ length: 40 }, (_, i) => ({ ...message(i, i >> 1), key: [i % 4 < 2 ? 'a' : 'b'] }))
    const operators = (ledger: Ledger) =>
      chain(
        inOrder({}, { ledger }),
        fillGaps('1d', { ledger }),
        forecast({ ...options, experts: [...options.experts], intervals: [] }),
        score(),
      )
    const sent = (rows: readonly Observation[], session: Session<Scored>, seen: string[]) => {
      const source = new Subject<Observation>()
      source.pipe(session.operator).subscribe((scored) => seen.push(JSON.stringify(scored)))
      for (const row of rows) {
        session.ledger.accept(false)
        source.next(row)
      }
    }
    const begun = () => new Session<Scored>({ input: 'prices', by: ['key'], operators })
    const whole: string[] = []
    const alone = begun()
    sent(keyed, alone, whole)
    for (const stop of [0, 1, 7, 25]) {
      const [before, after]: string[][] = [[], []]
      const first = begun()
      sent(keyed.slice(0, stop), first, before!)
      const second = begun()
      restore(second, snapshot(first))
      sent(keyed.slice(stop), second, after!)
      expect([...before!, ...after!]).toEqual(whole)
      expect(snapshot(second)).toEqual(snapshot(alone))
    }
  })
})
