import { describe, expect, it } from 'vitest'
import { parseDuration } from '../../src/time/duration.ts'
import { timesAhead } from '../../src/time/times-ahead.ts'

describe('timesAhead', () => {
  it('counts leads in steps of the cadence', () => {
    expect(timesAhead(1000, [1, 3], parseDuration('1s'), 0)).toEqual([2000, 4000])
  })

  it('follows the calendar, from the end of a month too', () => {
    const january = Date.UTC(2024, 0, 31)
    expect(timesAhead(january, [1, 2], parseDuration('1mo'), undefined)).toEqual([
      Date.UTC(2024, 1, 29),
      Date.UTC(2024, 2, 31),
    ])
    // 2024-01-05 is a Friday.
    expect(timesAhead(Date.UTC(2024, 0, 5), [1], parseDuration('1bd'), undefined)).toEqual([Date.UTC(2024, 0, 8)])
  })

  it('repeats the last step if the cadence is unknown', () => {
    expect(timesAhead(1000, [1, 3], undefined, 900)).toEqual([1100, 1300])
  })

  it('is NaN at the first observation without a cadence', () => {
    expect(timesAhead(1000, [1, 2], undefined, undefined)).toEqual([Number.NaN, Number.NaN])
  })
})
