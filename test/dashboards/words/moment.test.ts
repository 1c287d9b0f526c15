import { describe, expect, it } from 'vitest'
import { moment, shortMoment } from '../../../dashboards/words/moment.ts'
import { zoneOf } from '../../../src/time/zone.ts'

const utc = undefined
const day = 86_400_000
const at = (year: number, month: number, date = 1, hour = 0, minute = 0, second = 0) =>
  Date.UTC(year, month - 1, date, hour, minute, second)

describe('a time in words', () => {
  it('is as precise as the step between rows', () => {
    expect(moment(at(2015, 1), utc, 365 * day)).toBe('2015')
    expect(moment(at(2015, 12, 31), utc, 366 * day)).toBe('2015')
    expect(moment(at(2015, 7, 1), utc, 365 * day)).toBe('Jul 2015')
    expect(moment(at(2015, 2, 28), utc, 28 * day)).toBe('Feb 2015')
    expect(moment(at(2015, 4, 1), utc, 91 * day)).toBe('Apr 2015')
    expect(moment(at(2016, 1, 1), utc, 7 * day)).toBe('Fri 1 Jan 2016')
    expect(moment(at(2016, 1, 1, 9), utc, day / 24)).toBe('Fri 1 Jan 2016 09:00')
    expect(moment(at(2016, 1, 1, 9, 5, 7), utc, 1000)).toBe('Fri 1 Jan 2016 09:05:07')
    expect(moment(at(2016, 1, 1, 9, 5, 7) + 8, utc, 10)).toBe('Fri 1 Jan 2016 09:05:07.008')
    expect(moment(Number.NaN, utc, day)).toBe('–')
  })

  it('is the one that clocks in the zone show', () => {
    const tokyo = zoneOf('+09:00')
    expect(moment(Date.parse('2015-12-31T00:00+09:00'), tokyo, day)).toBe('Thu 31 Dec 2015')
    expect(moment(Date.parse('2016-02-01T00:00+09:00'), tokyo, 31 * day)).toBe('Feb 2016')
    expect(shortMoment(Date.parse('2016-01-01T09:00+09:00'), tokyo, day / 24)).toBe('Fri 1 Jan 09:00')
  })

  it('is short in a headline', () => {
    expect(shortMoment(at(2016, 1, 1), utc, day)).toBe('Fri 1 Jan')
    expect(shortMoment(at(2016, 1, 1, 9), utc, day / 24)).toBe('Fri 1 Jan 09:00')
    expect(shortMoment(at(2016, 1, 1, 9, 5, 7), utc, 1000)).toBe('09:05:07')
    expect(shortMoment(at(2016, 1, 1), utc, 31 * day)).toBe('Jan 2016')
  })
})
