import { from, map, of, Subject, take, throwError } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { ConfigError, DataError } from '../../src/errors.ts'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { score } from '../../src/operators/score.ts'
import { stateful } from '../../src/operators/stateful.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { dayMs, emitted, monday } from './observe.ts'

const row = (key: string, day: number, value: number): Observation => ({
  key: [key],
  time: monday + day * dayMs,
  values: [value],
  covariates: [],
})

/** Emits the running sum with the key, and at the end the sum times 1000. */
let closed = 0
const sum = () =>
  stateful<Observation, string>((emit) => {
    let total = 0
    let key = ''
    return {
      next(observation) {
        key = observation.key?.[0] ?? '-'
        total += observation.values[0]!
        emit(`${key}${total}`)
      },
      flush: () => emit(`${key}${1000 * total}`),
      close: () => closed++,
      state(fields) {
        total = fields.number('total', total)
        key = fields.text('key', key)
      },
    }
  })
const rows = [row('a', 0, 1), row('b', 0, 10), row('a', 1, 2), row('c', 0, 100), row('b', 1, 20)]

describe('byKey', () => {
  it('keeps a state for each key, emits in order of the rows, and flushes in order of the first rows', () => {
    expect(emitted(rows, byKey(sum()))).toEqual(['a1', 'b10', 'a3', 'c100', 'b30', 'a3000', 'b30000', 'c100000'])
  })

  it('refuses series that need more memory together than they may', () => {
    const steps = chain(inOrder(), forecast({ horizon: 7, cadence: '1d', season: 'none', experts: ['persistence'] }))
    const rows = Array.from({ length: 60 }, (_, i) => row(`key ${i}`, 0, i))
    const run = (maxMemory?: number) => () => emitted([...rows, ...rows], byKey(steps, { maxMemory }))
    expect(run(1e6)).toThrow(
      new DataError(
        'by: expected series that need at most 1.0 MB of memory, got 36 so far, about 28 KB each; let idle series wait on disk with maxActive and checkpoint, share weights, forecast with a smaller horizon or fewer experts, or raise --max-memory',
      ),
    )
    expect(run(1e7)).not.toThrow()
    expect(run()).not.toThrow()
  })

  it('is silent for an empty source, passes errors on, and stops when it is unsubscribed', () => {
    expect(emitted([], byKey(sum()))).toEqual([])
    let caught: unknown
    throwError(() => new RangeError('gone'))
      .pipe(byKey(sum()))
      .subscribe({ error: (error) => (caught = error) })
    expect(caught).toEqual(new RangeError('gone'))
    closed = 0
    const source = new Subject<Observation>()
    source.pipe(byKey(sum()), take(2)).subscribe()
    for (const one of rows) source.next(one)
    expect([source.observed, closed]).toEqual([false, 2])
  })

  it('treats observations without a key as one series', () => {
    expect(
      emitted([{ time: 1, values: [7] }, row('a', 0, 1), { time: 2, values: [1] }], byKey(sum())).slice(0, 3),
    ).toEqual(['-7', 'a1', '-8'])
  })

  it('does not take two keys for one because their texts joined are equal', () => {
    const keyed = [['a', 'b'], ['a,b'], ['["a","b"]', '']].map((key) => ({ key, time: 1, values: [1] }))
    expect(emitted(keyed, byKey(sum())).slice(0, 3)).toEqual(['a1', 'a,b1', '["a","b"]1'])
  })

  it('continues from a snapshot as if it had never stopped, also over other series', () => {
    const whole = emitted(rows, byKey(sum()))
    for (const before of [[], [row('z', 0, 5)], [row('b', 0, 5), row('a', 0, 5), row('c', 0, 5), row('d', 0, 5)]]) {
      for (let stop = 0; stop <= rows.length; stop++) {
        const first = byKey(sum()).open(() => {})
        for (const one of rows.slice(0, stop)) first.next(one)
        const rest: string[] = []
        const second = byKey(sum()).open((value) => rest.push(value))
        for (const one of before) second.next(one)
        rest.length = 0
        restore(second, snapshot(first))
        expect(snapshot(second)).toEqual(snapshot(first))
        for (const one of rows.slice(stop)) second.next(one)
        second.flush!()
        expect(rest).toEqual(whole.slice(stop))
      }
    }
  })

  it('releases each series once, those that a snapshot replaced included', () => {
    closed = 0
    const first = byKey(sum()).open(() => {})
    for (const one of rows) first.next(one)
    const second = byKey(sum()).open(() => {})
    second.next(row('z', 0, 1))
    restore(second, snapshot(first))
    // Three were built to check the snapshot, and z was replaced.
    expect(closed).toBe(4)
    second.close!()
    expect(closed).toBe(7)
  })

  it('refuses a key in a snapshot that is not a list of texts', () => {
    const run = byKey(sum()).open(() => {})
    run.next(row('a', 0, 1))
    const forged = stateful<Observation, string>(() => ({
      next() {},
      state: (fields) => {
        fields.boolean('recurs', false)
        fields.number('previous', 0)
        fields.list('series', [0], (inner) => {
          inner.built('one', { state: () => {} }, '{"a":1}', () => ({ state: () => {} }))
          return 0
        })
      },
    })).open(() => {})
    expect(() => restore(run, snapshot(forged))).toThrow(DataError)
  })

  it('refuses the number of a row as a key, but not many series', () => {
    const numbered = byKey(sum()).open(() => {})
    const send = (count: number, time: (i: number) => number) => {
      for (let i = 0; i < count; i++) numbered.next(row(`id ${i}`, time(i), 1))
    }
    expect(() => send(1001, (i) => i)).toThrow(
      /got a new one in each of the first 1000 rows, such as id 0, id 1, id 2;/,
    )
    const stores = byKey(sum()).open(() => {})
    for (let i = 0; i < 3000; i++) stores.next(row(`s${i % 1500}`, Math.floor(i / 1500), 1))
  })

  it('refuses an operator whose state it cannot keep', () => {
    expect(() => byKey(map((value) => value))).toThrow(ConfigError)
  })

  it('summarizes by series, in order of their first rows', () => {
    const steps = chain(inOrder(), forecast({ horizon: 1, cadence: '1d', experts: ['persistence'] }), score())
    const run = byKey(steps).open(() => {})
    for (const one of rows) run.next(one)
    const { series = [] } = run.summary!()
    expect(series.map(({ key, scores }) => [key, scores?.count[0]])).toEqual([
      [['a'], 1],
      [['b'], 1],
      [['c'], 0],
    ])
    run.close!()
  })
})

describe('the series of byKey', () => {
  const steps = (ledger = new Ledger()) =>
    chain(
      inOrder({ lateness: '1d' }, { ledger }),
      fillGaps('1d', { ledger }),
      forecast({ horizon: 2, season: 3, experts: ['persistence', 'seasonalNaive'], intervals: [0.8] }),
      score(),
    )
  /** Three series of different lengths with gaps, repeated and late rows, interleaved. */
  const mixed = Array.from({ length: 120 }, (_, i) => {
    const key = 'abc'[(i + (i >> 2)) % 3]!
    const day = Math.floor(i / 3) + (i % 7 === 0 ? 2 : 0) - (i % 11 === 0 ? 1 : 0)
    return row(key, day, (i * 37) % 23)
  })
  const json = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value))

  it('forecast as if each were alone', () => {
    const together = json(emitted(mixed, byKey(steps())))
    for (const key of ['a', 'b', 'c']) {
      const alone = json(
        emitted(
          mixed.filter((one) => one.key![0] === key),
          steps(),
        ),
      )
      expect(alone.length).toBeGreaterThan(20)
      expect(together.filter((text) => text.startsWith(`{"key":["${key}"]`))).toEqual(alone)
    }
  })

  it('do not depend on later rows of another', () => {
    const of = (key: string, all: readonly Observation[]) =>
      json(emitted(all, byKey(steps()))).filter((text) => text.startsWith(`{"key":["${key}"]`))
    const other = mixed.map((one, i) =>
      i > 40 && one.key![0] === 'b' ? { ...one, values: [1e6], time: one.time + dayMs } : one,
    )
    expect(of('a', other)).toEqual(of('a', mixed))
    expect(of('b', other)).not.toEqual(of('b', mixed))
  })

  it('share one ledger, which adds up', () => {
    const ledger = new Ledger()
    emitted(mixed, byKey(steps(ledger)))
    const { rows, accepted, imputed, rejected, skipped } = ledger
    expect(rows).toBe(mixed.length)
    expect(accepted + imputed + rejected + skipped).toBe(rows)
    expect(skipped + rejected).toBeGreaterThan(0)
  })

  it('are named by the forecasts', () => {
    of(row('a', 0, 1))
      .pipe(byKey(steps()))
      .subscribe((scored) => expect(scored.key).toEqual(['a']))
    from([row('a', 0, 1), row('a', 3, 1)])
      .pipe(byKey(fillGaps('1d')))
      .subscribe(({ key }) => expect(key).toEqual(['a']))
    expect.hasAssertions()
  })
})
