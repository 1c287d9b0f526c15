import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { parseDuration } from '../../src/time/duration.ts'
import { TimesAhead } from '../../src/time/times-ahead.ts'

const timesAfter = (times: readonly number[], leads: readonly number[], cadence?: string) => {
  const ahead = new TimesAhead()
  const step = cadence === undefined ? undefined : parseDuration(cadence)
  return times.map((time) => ahead.next(time, leads, step)).at(-1)
}

describe('TimesAhead', () => {
  it('counts leads in steps of the cadence', () => {
    expect(timesAfter([0, 1000], [1, 3], '1s')).toEqual([2000, 4000])
  })

  it('follows the calendar, from the end of a month too', () => {
    expect(timesAfter([Date.UTC(2024, 0, 31)], [1, 2], '1mo')).toEqual([Date.UTC(2024, 1, 29), Date.UTC(2024, 2, 31)])
    expect(timesAfter([Date.UTC(2024, 1, 29)], [1], '1mo end')).toEqual([Date.UTC(2024, 2, 31)])
    // 2024-01-05 is a Friday.
    expect(timesAfter([Date.UTC(2024, 0, 5)], [1], '1bd')).toEqual([Date.UTC(2024, 0, 8)])
  })

  it('repeats the usual of the last steps if the cadence is unknown', () => {
    expect(timesAfter([900, 1000], [1, 3])).toEqual([1100, 1300])
    expect(timesAfter([0, 10, 20, 29, 40, 500], [1, 2])).toEqual([510, 520])
    // Steps of long ago do not count.
    expect(
      timesAfter(
        [...Array.from({ length: 50 }, (_, i) => i), ...Array.from({ length: 20 }, (_, i) => 60 + 5 * i)],
        [1],
      ),
    ).toEqual([160])
  })

  it('is NaN at the first observation without a cadence', () => {
    expect(timesAfter([1000], [1, 2])).toEqual([Number.NaN, Number.NaN])
  })

  it('continues from a snapshot as if never stopped', () => {
    const [one, other] = [new TimesAhead(), new TimesAhead()]
    for (const time of [0, 10, 21, 29]) one.next(time, [1], undefined)
    restore(other, snapshot(one))
    expect(other.previous).toBe(29)
    expect(other.next(40, [1, 2], undefined)).toEqual(one.next(40, [1, 2], undefined))
  })
})
