import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSteps, parseDuration } from '../../src/time/duration.ts'
import { guessCadence } from '../../src/time/guess-cadence.ts'

const run = (start: string, cadence: string, count: number) => {
  const duration = parseDuration(cadence)
  const first = addSteps(Date.parse(start), duration, 0)
  return Array.from({ length: count }, (_, i) => addSteps(first, duration, i))
}
const cadenceOf = (times: ArrayLike<number>, zone?: string) => guessCadence(times, zone).cadence

/** Every calendar that is recognised, and rows that show it: a year or more of days, a month of hours. */
const calendars: readonly (readonly [cadence: string, rows: number])[] = [
  ...['1s', '15min', '1h', '6h', '36h', '1d', '2d', '1w', '2w', '4w'].map((cadence) => [cadence, 60] as const),
  ...['1mo', '2mo', '3mo', '6mo', '1y', '2y', '5y', '10y'].map((cadence) => [cadence, 24] as const),
  ...['1mo end', '2mo end', '3mo end', '6mo end', '1mo 30th', '1mo last bd', '1mo 1st bd', '1mo 3rd bd'].map(
    (cadence) => [cadence, 40] as const,
  ),
  ...[
    '1mo 3rd fri',
    '1mo 1st fri',
    '1mo last mon',
    '3mo 3rd fri',
    '1mo 15th end',
    '1mo 1st 15th',
    '1mo 10th 20th end',
  ].map((cadence) => [cadence, 40] as const),
  ...[
    '1bd',
    '1bd sun-thu',
    '1bd sat-wed',
    '1d mon-sat',
    '1d sun-fri',
    '1d mon wed fri',
    '1d tue thu',
    '1d fri-sun',
  ].map((cadence) => [cadence, 100] as const),
  ...['1h 09:30-15:30 mon-fri', '15min 09:30-15:45 mon-fri', '1h 09:00-20:00 mon-sat', '1h 09:00-17:00'].map(
    (cadence) => [cadence, 1000] as const,
  ),
  ...['30min 09:00-11:00 12:30-14:30 mon-fri', '1h 18:00-16:00 sun-thu', '1h 09:00-20:00 mon-fri 10:00-17:00 sat'].map(
    (cadence) => [cadence, 1000] as const,
  ),
  ...['1h 00:00-23:00 mon-fri', '1h 00:00-23:00 mon-thu 00:00-21:00 fri 22:00-23:00 sun'].map(
    (cadence) => [cadence, 1000] as const,
  ),
  ...['6h 06:00-18:00 22:00', '12h 08:00-20:00 mon-fri', '1min 09:30-15:59 mon-fri'].map(
    (cadence) => [cadence, 6000] as const,
  ),
]

describe('guessCadence', () => {
  it('finds each calendar in its rows', () => {
    for (const [cadence, rows] of calendars) {
      const times = run('2023-01-02T00:00:00Z', cadence, rows)
      expect(cadenceOf(times), cadence).toBe(cadence)
    }
  })

  it('finds each calendar with holidays left out, in any zone', () => {
    const zones = fc.constantFrom(undefined, '+09:00', '-05:00', 'Europe/Berlin', 'America/New_York')
    const cases = fc.constantFrom(...calendars.filter(([cadence]) => /^1(mo|d|bd|h) /.test(cadence)))
    fc.assert(
      fc.property(cases, zones, fc.array(fc.nat(999), { maxLength: 12 }), ([cadence, rows], zone, holidays) => {
        const text = zone === undefined ? cadence : `${cadence} ${zone}`
        const times = run('2021-01-04T12:00:00Z', text, rows)
        const left = times.filter((_, i) => i < 10 || !holidays.some((day) => day % times.length === i))
        fc.pre(left.length > 0.9 * times.length)
        expect(cadenceOf(left, zone)).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  it('is not misled by gaps, duplicates or the order of rows', () => {
    const days = run('2024-01-01T00:00:00Z', '1d', 40)
    expect(cadenceOf([...days.slice(0, 7), ...days.slice(12), days[3]!].reverse())).toBe('1d')
    const months = run('1958-03-01T00:00:00Z', '1mo', 60)
    expect(cadenceOf(months.filter((_, i) => i !== 3 && i !== 10))).toBe('1mo')
  })

  it('is undefined without enough regular rows', () => {
    expect(cadenceOf([])).toBeUndefined()
    expect(cadenceOf([5, 5])).toBeUndefined()
    expect(guessCadence([0, 1000, 2700, 3100, 9000, 9999])).toEqual({
      cadence: undefined,
      exceptions: 0,
      notes: ['the steps are irregular: forecasts are for times the usual step apart'],
    })
  })

  it('judges days by the offset or zone they are written in', () => {
    const tokyo = run('2024-01-01T15:00:00Z', '1bd +09:00', 28)
    expect(cadenceOf(tokyo, '+09:00')).toBe('1bd +09:00')
    // Read as UTC the same rows are from Sunday to Thursday.
    expect(cadenceOf(tokyo)).toBe('1bd sun-thu')
    const berlin = run('2024-03-01T23:00:00Z', '1d Europe/Berlin', 60)
    expect(cadenceOf(berlin, 'Europe/Berlin')).toBe('1d Europe/Berlin')
  })

  it('sees a minute in rows that are some seconds early or late', () => {
    const late = [0, 3, -2, 1, -3, 2, 0, -1]
    const times = run('2024-01-01T00:00:00Z', '1min', 100).map((time, i) => time + late[i % 8]! * 1000)
    expect(guessCadence(times)).toMatchObject({ cadence: '1min', notes: [expect.stringContaining('early or late')] })
    expect(cadenceOf(times.filter((_, i) => i % 13 !== 5))).toBe('1min')
  })

  it('sees opening hours in rows that are some seconds early or late', () => {
    const bars = run('2024-01-01T00:00:00Z', '1h 09:30-15:30 mon-fri', 200)
    const hours = run('2024-01-01T00:00:00Z', '1h 09:00-17:00 mon-fri', 200)
    const off = (times: number[]) => times.map((time, i) => time + ((i * 7) % 11) * 1000)
    expect(cadenceOf(off(hours))).toBe('1h 09:00-17:00 mon-fri')
    expect(cadenceOf(bars)).toBe('1h 09:30-15:30 mon-fri')
  })

  it('does not take irregular events for a cadence', () => {
    let seed = 1
    const times = run('2024-01-01T00:00:00Z', '1h', 400).map((time) => {
      seed = (seed * 48271) % 2147483647
      return time + (seed % 3_000_000)
    })
    expect(cadenceOf(times)).toBeUndefined()
  })
})
