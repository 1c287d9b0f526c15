import { describe, expect, it } from 'vitest'
import { addSteps, parseDuration } from '../../src/time/duration.ts'
import { guessSessions } from '../../src/time/guess-sessions.ts'

const hour = 3_600_000
const rows = (cadence: string, count: number) =>
  Float64Array.from({ length: count }, (_, i) => addSteps(Date.parse('2024-01-01'), parseDuration(cadence), i + 1))

describe('guessSessions', () => {
  it('finds hours that pause, and counts rows at other times', () => {
    const bars = rows('1h 09:30-15:30 mon-fri', 200)
    expect(guessSessions(bars, hour)).toEqual({
      cadence: '1h 09:30-15:30 mon-fri',
      exceptions: 0,
      notes: ['rows are at 09:30-15:30 mon-fri only: steps pass over other times'],
    })
    const odd = Float64Array.from([...bars, bars[100]! + 20 * 60_000]).sort()
    expect(guessSessions(odd, hour)).toMatchObject({ cadence: '1h 09:30-15:30 mon-fri', exceptions: 1 })
  })

  it('gives a weekday hours of its own if it was seen often enough', () => {
    const shop = rows('1h 09:00-20:00 mon-fri 10:00-17:00 sat', 600)
    expect(guessSessions(shop, hour)?.cadence).toBe('1h 09:00-20:00 mon-fri 10:00-17:00 sat')
  })

  it('passes over bars without trade', () => {
    const thin = rows('5min 09:30-15:55 mon-fri', 4000).filter((_, i) => ((i * 48_271) % 65_537) % 10 < 7)
    expect(guessSessions(thin, 300_000)?.cadence).toBe('5min 09:30-15:55 mon-fri')
  })

  it('takes the least step of hours without a pattern', () => {
    expect(guessSessions(rows('9h 08:00-17:00 mon-fri', 100), 15 * hour)?.cadence).toBe('9h 08:00-17:00 mon-fri')
  })

  it('does not take two days, days without a pause, or nights with a few gaps for sessions', () => {
    expect(guessSessions(rows('1h 09:00-17:00', 18), hour)).toBeUndefined()
    expect(guessSessions(rows('1h', 500), hour)).toBeUndefined()
    expect(
      guessSessions(
        rows('1h', 500).filter((_, i) => i % 17 !== 0),
        hour,
      ),
    ).toBeUndefined()
  })

  it('does not take daylight, which changes with the season, for opening hours', () => {
    const sun = rows('1h', 8760).filter((time) => {
      const day = (time - Date.UTC(2024, 0, 1)) / 86_400_000
      const light = 12 - 5 * Math.cos((2 * Math.PI * day) / 365)
      return Math.abs((time % 86_400_000) / hour - 12) <= light / 2
    })
    expect(guessSessions(sun, hour)).toBeUndefined()
  })
})
