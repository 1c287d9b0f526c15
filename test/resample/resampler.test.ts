import { describe, expect, it } from 'vitest'
import { Resampler } from '../../src/resample/resampler.ts'
import { Ledger } from '../../src/series/ledger.ts'
import type { Observation } from '../../src/series/observation.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { resampler } from './counted.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const day = (text: string) => at(`${text}T00:00`)
const minute = 60_000

describe('Resampler', () => {
  it('passes on a window when a reading comes from after its end', () => {
    const { add, ...means } = resampler({ to: '5min', values: 'mean' })
    expect(add.call(means, 0, 1)).toEqual([])
    expect(add.call(means, 4 * minute, 3)).toEqual([])
    expect(add.call(means, 5 * minute, 9)).toEqual([[0, 2]])
    expect(means.end()).toEqual([[5 * minute, 9]])
  })

  it('waits for late readings, and rejects and counts those that are too late', () => {
    const sums = resampler({ to: '5min', values: 'sum', wait: '2min' })
    for (const [time, value] of [
      [1, 1],
      [6, 10],
      [4, 2],
      [6.5, 20],
    ] as const)
      expect(sums.add(time * minute, value)).toEqual([])
    expect(sums.add(7 * minute, 40)).toEqual([[0, 3]])
    expect(sums.add(4.9 * minute, 1000)).toEqual([])
    expect(sums.rejects).toEqual([
      {
        place: { file: 'a.csv', line: 6 },
        reason:
          'expected a time from 1970-01-01T00:05:00.000Z on, since the window before it was passed on, got 1970-01-01T00:04:54.000Z; a longer wait would keep it',
        raw: ['1000'],
      },
    ])
    expect(sums.end()).toEqual([[5 * minute, 70]])
    expect(sums.ledger.counts).toMatchObject({ rows: 6, accepted: 5, rejected: 1, filled: 0 })
  })

  it('passes on a window when the clock passes its end, also if nothing comes', () => {
    const { ledger, ...means } = resampler({ to: '5min', values: 'mean', wait: '1min' })
    const begin = day('2024-01-01')
    // The feed is two seconds late.
    means.add(begin, 4, { arrived: begin + 2000 })
    expect(means.made.due).toBe(begin + 6 * minute + 2000)
    expect(means.tick(begin + 6 * minute)).toEqual([])
    expect(means.tick(begin + 6 * minute + 2000)).toEqual([[begin, 4]])
    expect(means.made.due).toBe(begin + 11 * minute + 2000)
    expect(means.tick(begin + 16 * minute + 2000)).toEqual([
      [begin + 5 * minute, Number.NaN],
      [begin + 10 * minute, Number.NaN],
    ])
    expect(ledger.counts).toMatchObject({ rows: 1, accepted: 1, filled: 2 })
  })

  it('follows the clock of a feed that plays old rows', () => {
    const means = resampler({ to: '5min', values: 'mean' })
    const now = day('2026-01-01')
    for (const second of [0, 1, 2]) expect(means.add(second * minute, 1, { arrived: now + 1000 * second })).toEqual([])
    expect(means.tick(now + 3000)).toEqual([])
    expect(means.tick(now + 2000 + 3 * minute)).toEqual([[0, 1]])
  })

  it('measures from the first tick after a reading if it does not know when it came', () => {
    const means = resampler({ to: '5min', values: 'mean' })
    means.add(4 * minute, 1)
    expect(means.made.due).toBe(Number.NEGATIVE_INFINITY)
    expect(means.tick(1000)).toEqual([])
    expect(means.made.due).toBe(1000 + minute)
    expect(means.tick(999 + minute)).toEqual([])
    expect(means.tick(1000 + minute)).toEqual([[0, 1]])
  })

  it('makes no more missing windows than fillGaps fills, but sums of 0 as long as pauses are plausible', () => {
    const means = resampler({ to: '5min', values: 'mean' })
    means.add(0, 1, { arrived: 0 })
    expect(means.tick(day('2024-01-01'))).toHaveLength(31)
    expect(means.made.due).toBe(Number.POSITIVE_INFINITY)
    expect(means.add(day('2024-01-01'), 1)).toEqual([])
    const sums = resampler({ to: '5min', values: 'sum' })
    sums.add(0, 1, { arrived: 0 })
    expect(sums.tick(day('2024-01-01'))).toHaveLength(1001)
  })

  it('gives a reading after missing windows of the clock its window', () => {
    const means = resampler({ to: '5min', values: 'mean' })
    means.add(0, 1, { arrived: 0 })
    means.tick(10 * minute)
    means.add(12 * minute, 3, { arrived: 12 * minute })
    means.add(9 * minute, 3, { arrived: 12 * minute })
    expect(means.rejects).toHaveLength(1)
    expect(means.end()).toEqual([[10 * minute, 3]])
  })

  it('holds back a reading dated far ahead, which would make all others late', () => {
    const means = resampler({ to: '5min', values: 'mean' })
    for (let i = 0; i < 5; i++) means.add(i * minute, i)
    expect(means.add(day('2031-01-01'), 7)).toEqual([])
    expect(means.add(5 * minute, 5)).toEqual([[0, 2]])
    expect(means.rejects.map(({ raw }) => raw)).toEqual([['7']])
    expect(means.end()).toEqual([[5 * minute, 5]])
  })

  it('keeps series apart: a reading closes no window of another, a tick those of all', () => {
    const sums = resampler({ to: '5min', values: 'sum' })
    const [a, b] = [['a'], ['b']]
    sums.add(0, 1, { key: a, arrived: 0 })
    sums.add(0, 2, { key: b, arrived: 0 })
    sums.add(1, 3, { key: ['b'], arrived: 0 })
    expect(sums.add(6 * minute, 9, { key: a, arrived: 0 })).toEqual([[0, 1]])
    expect(sums.tick(5 * minute)).toEqual([
      [5 * minute, 9],
      [0, 5],
    ])
    expect(sums.made.count).toBe(4)
  })

  it('leaves out readings between opening hours, and makes no windows there', () => {
    const sums = resampler({ to: '1h 09:00-10:00 mon-fri', values: 'sum' })
    const time = at('2024-01-05T10:00')
    expect(sums.add(time, 1, { arrived: time })).toEqual([])
    expect(sums.add(at('2024-01-05T11:00'), 50, { arrived: time + minute })).toEqual([[at('2024-01-05T10:00'), 1]])
    expect(sums.tick(day('2024-01-07'))).toEqual([])
    for (const i of [0, 1, 2]) sums.add(at('2024-01-08T09:30') + i, 2)
    expect(sums.end()).toEqual([[at('2024-01-08T09:00'), 6]])
    expect(sums.ledger.counts).toMatchObject({ accepted: 4, skipped: 1, filled: 0 })
  })

  it('rejects a reading of another number of columns', () => {
    const ledger = new Ledger()
    const made = new Resampler({ to: '1d', values: 'mean' }, ledger)
    made.add({ time: 0, values: [1] })
    made.add({ time: 0, values: [1, 2] })
    expect(ledger.rejected).toBe(1)
  })

  it('averages what is known ahead, and notes when the newest of it was issued', () => {
    const made = new Resampler({ to: '1h', values: ['ohlc', 'sum'], covariates: 'max' }, new Ledger())
    made.add({ time: 2, values: [1, 1], covariates: [3], known: [10], issued: 1 })
    made.add({ time: 3, values: [0, 1], covariates: [2], known: [20], issued: 2 })
    made.flush()
    expect(made.take()).toEqual([
      {
        time: 0,
        values: Float64Array.of(1, 1, 0, 0, 2),
        covariates: Float64Array.of(3),
        known: Float64Array.of(15),
        issued: 2,
        row: undefined,
      },
    ])
  })

  it('goes on from a snapshot with the same bits, whenever it is taken', () => {
    const plain = ({ time, values, key, row }: Observation) => [time, Array.from(values), key, row]
    const run = (stop: number) => {
      let made = new Resampler({ to: '5min', values: ['rate', 'ohlc'], wait: '1min' }, new Ledger())
      const out: unknown[] = []
      for (let i = 0; i < 60; i++) {
        if (i === stop) {
          const bytes = snapshot(made)
          made = new Resampler({ to: '5min', values: ['rate', 'ohlc'], wait: '1min' }, new Ledger())
          restore(made, bytes)
        }
        const row = { place: { file: 'a', line: i }, raw: [String(i)] }
        const time = (i + (i % 3) - (i % 7 === 6 ? 4 : 0)) * minute
        made.add({ time, values: [(i * 7) % 31, i / 3], key: [i % 2 ? 'a' : 'b'], row }, i * minute)
        if (i % 11 === 5) made.tick((i + 3) * minute)
        if (i % 4 === 0) out.push(...made.take(2).map(plain))
      }
      made.flush()
      out.push(...made.take().map(plain), Buffer.from(snapshot(made)).toString('base64'))
      return out
    }
    const whole = run(-1)
    expect(whole.length).toBeGreaterThan(15)
    for (let stop = 0; stop < 60; stop++) expect(run(stop)).toEqual(whole)
  })
})
