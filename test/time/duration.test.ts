import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSteps, formatDuration, parseDuration, stepsBetween, stepsInSeason } from '../../src/time/duration.ts'

const at = (text: string) => Date.parse(`${text}T00:00:00Z`)
const date = (time: number) => new Date(time).toISOString().slice(0, 10)
const texts = [
  ...['500ms', '5s', '15min', '1h', '1d', '1w', '1mo', '3mo', '1y', '10y', '1bd', '2bd', '1d mon-sat', '1bd sun-thu'],
  ...['1bd sat-wed', '1d mon wed fri', '2d sun-fri', '1d fri', '1mo end', '3mo end', '1y end', '1mo 15th', '1mo 30th'],
  ...['1mo last bd', '1mo 1st bd', '1mo 3rd fri', '3mo last mon', '1mo 15th end', '1mo 1st 15th'],
  ...['1h 09:30-15:30 mon-fri', '15min 09:00-20:45', '30min 09:00-11:00 12:30-14:30 mon-fri', '1h 18:00-16:00 sun-thu'],
  ...['1h 09:00-20:00 mon-fri 10:00-18:00 sat', '6h 06:00-18:00 22:00', '1d +09:00', '1bd +09:00', '1d Europe/Berlin'],
  ...['1w America/New_York', '1mo end Europe/Berlin', '1h 09:30-15:30 mon-fri America/New_York', '2d Europe/Berlin'],
]

describe('parseDuration', () => {
  it('reads back what formatDuration writes', () => {
    for (const text of texts) expect(formatDuration(parseDuration(text))).toBe(text)
    expect(formatDuration(parseDuration('60min'))).toBe('1h')
    expect(formatDuration(parseDuration('12mo'))).toBe('1y')
  })

  it('refuses anything but a whole positive number and a unit, and quotes it', () => {
    for (const text of ['', '1', 'd', '0d', '-1d', '1.5h', '1 fortnight', '1D', '1constructor']) {
      expect(() => parseDuration(text), text).toThrow(`got "${text}"`)
    }
  })

  it('refuses more than a hundred years, which no calendar holds many of', () => {
    expect(parseDuration('100y')).toEqual({ kind: 'months', months: 1200, rules: [] })
    for (const text of ['101y', '999999999y', '1300mo', '999999999w', '999999999bd', '40000d'])
      expect(() => parseDuration(text), text).toThrow(`such as 100y, which is the longest, got "${text}"`)
  })

  it('shows the words that may follow, if others do', () => {
    for (const text of ['1d noon', '1h mon-fri', '1mo 5th fri', '3mo 15th end', '1w fri', '1h 9-17', '2h 09:00-10:00'])
      expect(() => parseDuration(text), text).toThrow(/1d mon-sat, 1bd sun-thu, .* got "/)
    expect(() => parseDuration('1d Europe/Atlantis')).toThrow(
      'Europe/Berlin at the end if it is not UTC, got "1d Europe/',
    )
  })

  it('takes all seven days as days', () => {
    expect(formatDuration(parseDuration('1d mon-sun'))).toBe('1d')
  })
})

describe('addSteps', () => {
  it('keeps the end of the month, counted from one anchor', () => {
    const month = parseDuration('1mo')
    expect([1, 2, 3, 13].map((n) => date(addSteps(at('2023-01-31'), month, n)))).toEqual([
      '2023-02-28',
      '2023-03-31',
      '2023-04-30',
      '2024-02-29',
    ])
  })

  it('skips weekends in business days, forwards and back', () => {
    const day = parseDuration('1bd')
    expect(date(addSteps(at('2024-03-01'), day, 1))).toBe('2024-03-04')
    expect(date(addSteps(at('2024-03-04'), day, -1))).toBe('2024-03-01')
    expect(date(addSteps(at('2024-03-01'), day, 5))).toBe('2024-03-08')
    expect(date(addSteps(at('2024-03-02'), day, 1))).toBe('2024-03-04')
    expect(date(addSteps(at('2024-02-29'), day, 253))).toBe('2025-02-18')
  })

  it('goes from one trading day or bar to the next', () => {
    const clock = (text: string, count: number, from: string) =>
      new Date(addSteps(Date.parse(`${from}Z`), parseDuration(text), count)).toISOString().slice(0, 16)
    // 2024-06-07 is a Friday.
    expect(clock('1h 09:30-15:30 mon-fri', 1, '2024-06-07T15:30')).toBe('2024-06-10T09:30')
    expect(clock('1h 09:30-15:30 mon-fri', -1, '2024-06-10T09:30')).toBe('2024-06-07T15:30')
    expect(clock('30min 09:00-11:00 12:30-14:30 mon-fri', 1, '2024-06-07T11:00')).toBe('2024-06-07T12:30')
    expect(clock('1h 18:00-16:00 sun-thu', 1, '2024-06-07T16:00')).toBe('2024-06-09T18:00')
    expect(clock('1d mon-sat', 1, '2024-06-08T07:00')).toBe('2024-06-10T07:00')
    expect(clock('1bd sun-thu', 1, '2024-06-06T00:00')).toBe('2024-06-09T00:00')
    expect(clock('1d mon wed fri', 2, '2024-06-07T00:00')).toBe('2024-06-12T00:00')
  })

  it('keeps local midnight and local hours when the clocks change', () => {
    const local = (text: string, count: number, from: string) =>
      new Date(addSteps(Date.parse(from), parseDuration(text), count)).toISOString()
    expect(local('1d Europe/Berlin', 1, '2024-03-30T23:00Z')).toBe('2024-03-31T22:00:00.000Z')
    expect(local('1d Europe/Berlin', 1, '2024-10-26T22:00Z')).toBe('2024-10-27T23:00:00.000Z')
    expect(local('1h Europe/Berlin', 2, '2024-03-31T00:00Z')).toBe('2024-03-31T02:00:00.000Z')
    expect(local('1mo end Europe/Berlin', 1, '2024-02-28T23:00Z')).toBe('2024-03-30T23:00:00.000Z')
    expect(local('1bd +09:00', 1, '2024-02-08T15:00Z')).toBe('2024-02-11T15:00:00.000Z')
    expect(local('1h 09:30-15:30 mon-fri America/New_York', 1, '2024-03-08T20:30Z')).toBe('2024-03-11T13:30:00.000Z')
  })

  it('is undone by the same number of steps back, from any step', () => {
    const days = fc.integer({ min: at('1950-01-02') / 86_400_000, max: at('2090-01-02') / 86_400_000 })
    fc.assert(
      fc.property(days, fc.integer({ min: -500, max: 500 }), fc.constantFrom(...texts), (day, count, text) => {
        const duration = parseDuration(text)
        // Only a month without a rule may lose the day, if it is one of the last three.
        fc.pre(duration.kind !== 'months' || duration.rules.length > 0 || new Date(day * 86_400_000).getUTCDate() < 29)
        const start = addSteps(day * 86_400_000, duration, 0)
        expect(addSteps(addSteps(start, duration, count), duration, -count), text).toBe(start)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('stepsBetween', () => {
  it('counts back what addSteps added', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.constantFrom(...texts), (count, text) => {
        const duration = parseDuration(text)
        const start = addSteps(at('2024-02-28'), duration, 0)
        expect(stepsBetween(start, addSteps(start, duration, count), duration), text).toBe(count)
      }),
      { numRuns: 1000 },
    )
  })

  it('is a fraction between two steps', () => {
    expect(stepsBetween(at('2024-01-01'), at('2024-01-02'), parseDuration('2d'))).toBe(0.5)
    expect(stepsBetween(at('2024-02-01'), at('2024-02-15'), parseDuration('1mo'))).toBeCloseTo(14 / 29, 12)
  })
})

describe('stepsInSeason', () => {
  it('counts the steps of the usual seasons', () => {
    const cases = [
      ['1y', '1d', 365],
      ['1y', '1mo', 12],
      ['1d', '1h', 24],
      ['1w', '1d', 7],
      ['1w', '1bd', 5],
      ['1y', '1bd', 252],
      ['1d', '15min', 96],
      ['1y', '3mo', 4],
      ['1y', '1w', 52],
      ['1w', '1h', 168],
      ['1w', '1d mon-sat', 6],
      ['1y', '1d mon-sat', 313],
      ['1y', '1bd sun-thu', 252],
      ['1d', '1h 09:30-15:30 mon-fri', 7],
      ['1w', '1h 09:30-15:30 mon-fri', 35],
      ['1h', '1min 09:30-15:59 mon-fri', 60],
      ['1w', '1h 09:00-20:00 mon-fri 10:00-18:00 sat', 69],
      ['1y', '1mo last bd', 12],
      ['1y', '3mo end', 4],
      ['1y', '1mo 15th end', 24],
      ['1w', '1d Europe/Berlin', 7],
      ['100y', '10y', 10],
    ] as const
    for (const [season, cadence, steps] of cases)
      expect(stepsInSeason(season, cadence), `${season} at ${cadence}`).toBe(steps)
  })

  it('refuses a season that is no longer than a step', () => {
    expect(() => stepsInSeason('1d', '1d')).toThrow(/longer than the cadence 1d, got "1d"/)
  })
})
