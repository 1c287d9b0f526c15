import { describe, expect, it } from 'vitest'
import { timeDistances, timeSplits, timeTicks } from '../../../dashboards/words/time-axis.ts'
import { type Zone, zoneOf } from '../../../src/time/zone.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const words = (from: string, to: string, distance: number, zone?: Zone) =>
  timeTicks(timeSplits(Date.parse(from), Date.parse(to), distance, zone), distance, zone)

describe('the ticks of a time axis', () => {
  it('are stable while a window moves on', () => {
    for (const distance of timeDistances.filter((each) => each >= hourMs && each < 1000 * dayMs)) {
      const begin = Date.parse('2015-09-03T05:00Z')
      const length = 9 * distance
      const before = timeSplits(begin, begin + length, distance, undefined)
      const after = timeSplits(begin + distance / 3, begin + length + distance / 3, distance, undefined)
      const both = before.filter((tick) => tick >= begin + distance / 3)
      expect(both.length).toBeGreaterThan(6)
      expect(after.slice(0, both.length)).toEqual(both)
    }
  })

  it('are whole weeks, months and years', () => {
    expect(words('2015-12-10', '2016-01-20', 7 * dayMs)).toEqual([
      '14 Dec\n2015',
      '21 Dec',
      '28 Dec',
      '4 Jan\n2016',
      '11 Jan',
      '18 Jan',
    ])
    expect(words('2015-11-02', '2016-08-01', timeDistances.find((each) => each > 60 * dayMs)!)).toEqual([
      'Jan\n2016',
      'Mar',
      'May',
      'Jul',
    ])
    expect(words('1993-01-02', '2021-01-01', timeDistances.find((each) => each > 3000 * dayMs)!)).toEqual([
      '2000',
      '2010',
      '2020',
    ])
  })

  it('stop at the last possible date', () => {
    const year = timeDistances.find((each) => each > 364 * dayMs)!
    expect(timeSplits(8.64e15 - 3 * year, 8.64e15, year, undefined)).toHaveLength(3)
    expect(timeSplits(8.64e15, 9e15, year, undefined)).toEqual([])
  })

  it('include the date where a day begins, under hours', () => {
    expect(words('2024-02-27T08:00Z', '2024-02-28T13:00Z', 12 * hourMs)).toEqual([
      '12:00\n27 Feb 2024',
      '00:00\n28 Feb 2024',
      '12:00',
    ])
  })

  it('are at midnight in their zone before and after the clocks change', () => {
    const berlin = zoneOf('Europe/Berlin')
    const splits = timeSplits(Date.parse('2024-03-29T12:00Z'), Date.parse('2024-04-02T12:00Z'), dayMs, berlin)
    expect(splits.map((tick) => new Date(tick).toISOString().slice(0, 16))).toEqual([
      '2024-03-29T23:00',
      '2024-03-30T23:00',
      '2024-03-31T22:00',
      '2024-04-01T22:00',
    ])
    expect(timeTicks(splits, dayMs, berlin)[0]).toBe('30 Mar\n2024')
  })
})
