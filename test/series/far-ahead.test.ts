import fc from 'fast-check'
import { of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { byKey } from '../../src/operators/by-key.ts'
import { chain } from '../../src/operators/chain.ts'
import { fillGaps } from '../../src/operators/fill-gaps.ts'
import { inOrder } from '../../src/operators/in-order.ts'
import { FarAhead } from '../../src/series/far-ahead.ts'
import type { Observation } from '../../src/series/observation.ts'
import type { Reject } from '../../src/series/reject.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const minute = 60_000
const start = Date.UTC(2024, 0, 1)
const year9024 = Date.UTC(9024, 0, 1)
const at = (time: number, key?: readonly string[]): Observation => ({ time, values: [1], covariates: [], key })
const minutes = (count: number, from = start) => Array.from({ length: count }, (_, i) => from + i * minute)

/** The times emitted, in their order, and those turned down. */
function ordered(times: readonly number[], options = {}) {
  const rejects: Reject[] = []
  const emitted: number[] = []
  of(...times.map((time) => at(time)))
    .pipe(inOrder(options, { onReject: (reject) => rejects.push(reject) }))
    .subscribe(({ time }) => emitted.push(time))
  return { emitted, rejected: rejects.map(({ raw }) => Number(raw[0])), reasons: rejects.map(({ reason }) => reason) }
}

describe('FarAhead', () => {
  it('rejects one row from the year 9024 and none of those after it', () => {
    const good = minutes(20)
    const { emitted, rejected, reasons } = ordered(good.toSpliced(8, 0, year9024))
    expect(emitted).toEqual(good)
    expect(rejected).toEqual([year9024])
    expect(reasons).toEqual([
      'expected a time near 2024-01-01T00:07:00.000Z, got 9024-01-01T00:00:00.000Z, which the rows after it do not confirm; maxFuture: none would keep it',
    ])
  })

  it.each([0, 1, 2, 3, 10, 19, 20])('rejects one or two wrong rows before good row %i', (place) => {
    const good = minutes(20)
    for (const wrong of [[year9024], [year9024, year9024 + minute], [year9024, Date.UTC(2099, 0, 1)]]) {
      expect(ordered(good.toSpliced(place, 0, ...wrong)).emitted).toEqual(good)
      expect(ordered(good.toSpliced(place, 0, ...wrong)).rejected).toHaveLength(wrong.length)
    }
  })

  it('rejects wrong rows wherever they are, among rows that are late too', () => {
    const places = fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 8 })
    fc.assert(
      fc.property(places, fc.constantFrom({}, { lateness: '3min' }), (wrong, options) => {
        const good = minutes(31)
        const late = options.lateness ? good.map((_, i) => good[i % 2 === 0 && i < 30 ? i + 1 : i - (i % 2)]!) : good
        const times = late.flatMap((time, i) => (wrong.includes(i) ? [year9024 - i * 1000, time] : [time]))
        expect(ordered(times, options)).toMatchObject({ emitted: good })
      }),
    )
  })

  it('goes on after a real jump, as of a clock that was set, once three rows are there', () => {
    const after = minutes(5, Date.UTC(2024, 5, 1))
    const times = [...minutes(5, 0), ...after]
    expect(ordered(times)).toMatchObject({ emitted: times, rejected: [] })
    const emitted: number[] = []
    const handler = inOrder().open(({ time }) => emitted.push(time))
    for (const time of times.slice(0, 7)) handler.next(at(time))
    expect(emitted).toHaveLength(5)
    handler.next(at(times[7]!))
    expect(emitted).toEqual(times.slice(0, 8))
  })

  it('still finds a wrong row after a jump, and directly after one', () => {
    const [before, after] = [minutes(5, 0), minutes(9, start)]
    const { emitted, rejected } = ordered([...before, after[0]!, year9024, ...after.slice(1), year9024])
    expect(emitted).toEqual([...before, ...after])
    expect(rejected).toEqual([year9024, year9024])
  })

  it('does not doubt gaps of a kind that has occurred twice', () => {
    const day = (i: number) => minutes(30, start + i * 86_400_000)
    const times = [day(0), day(1), day(2), day(3)].flat()
    const emitted: number[] = []
    const handler = inOrder().open(({ time }) => emitted.push(time))
    for (const [i, time] of times.entries()) {
      handler.next(at(time))
      if (i >= 90) expect(emitted).toHaveLength(i + 1)
    }
  })

  it('takes rows that are all in the far future, such as projections', () => {
    for (const count of [1, 2, 3, 10]) {
      const times = Array.from({ length: count }, (_, i) => Date.UTC(2050 + 10 * i, 0, 1))
      expect(ordered(times).emitted).toEqual(times)
    }
  })

  it('takes any time with maxFuture: none', () => {
    const times = [...minutes(5), year9024]
    expect(ordered(times, { maxFuture: 'none' }).emitted).toEqual(times)
  })

  it('judges each series by its own rows, and keeps the grid of fillGaps', () => {
    const rejects: Reject[] = []
    const emitted: Observation[] = []
    const accounting = { onReject: (reject: Reject) => rejects.push(reject) }
    const rows = minutes(10).flatMap((time, i) =>
      i === 5 ? [at(year9024, ['a']), at(time, ['b'])] : [at(time, ['a']), at(time, ['b'])],
    )
    of(...rows)
      .pipe(byKey(chain(inOrder({}, accounting), fillGaps('1min'))))
      .subscribe((observation) => emitted.push(observation))
    for (const key of ['a', 'b'])
      expect(emitted.filter((row) => row.key?.[0] === key).map(({ time }) => time)).toEqual(minutes(10))
    expect(rejects).toHaveLength(1)
  })

  it('decides the same if it is saved and restored between any two rows', () => {
    const times = [year9024, ...minutes(4), year9024, year9024 + 1, ...minutes(4, start + 4 * minute), year9024]
    for (let cut = 0; cut <= times.length; cut++) {
      const log: string[] = []
      const make = () =>
        new FarAhead(
          ({ time }) => log.push(`${time}`),
          ({ time }) => log.push(`not ${time}`),
        )
      const [whole, first, second] = [make(), make(), make()]
      for (const time of times) whole.next(at(time))
      whole.flush()
      const expected = log.splice(0)
      for (const time of times.slice(0, cut)) first.next(at(time))
      expect(restore(second, snapshot(first))).toEqual([])
      for (const time of times.slice(cut)) second.next(at(time))
      second.flush()
      expect(log).toEqual(expected)
    }
  })
})
