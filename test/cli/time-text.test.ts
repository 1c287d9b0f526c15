import { describe, expect, it } from 'vitest'
import { timeText } from '../../src/cli/time-text.ts'
import { zoneOf } from '../../src/time/zone.ts'

const text = (...times: string[]) => {
  const ms = times.map((time) => Date.parse(time))
  return timeText(ms)(ms.at(-1)!)
}

describe('timeText', () => {
  it.each([
    ['2016', ['2014-01-01', '2015-01-01', '2016-01-01']],
    ['Q2 2016', ['2015-10-01', '2016-01-01', '2016-04-01']],
    ['Feb 2016', ['2015-12-01', '2016-01-01', '2016-02-01']],
    ['Fri  1 Jan 2016', ['2015-12-30', '2015-12-31', '2016-01-01']],
    ['Sun 31 Jan 2016', ['2015-11-30', '2015-12-31', '2016-01-31']],
    ['Fri  1 Jan 2016 06:30', ['2016-01-01T06:00Z', '2016-01-01T06:30Z']],
    ['Fri  1 Jan 2016 00:00:05', ['2016-01-01T00:00:00Z', '2016-01-01T00:00:05Z']],
  ] as const)('writes %s as exactly as the steps need', (expected, times) => {
    expect(text(...times)).toBe(expected)
  })

  it('follows the clock of the series', () => {
    const days = ['2024-02-05T15:00Z', '2024-02-06T15:00Z'].map((time) => Date.parse(time))
    expect(timeText(days, zoneOf('+09:00'))(days[1]!)).toBe('Wed  7 Feb 2024')
  })

  it('has a dash for an unknown time', () => {
    expect(timeText([0])(Number.NaN)).toBe('–')
  })
})
