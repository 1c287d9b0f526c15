import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTimestamp } from '../../src/time/timestamp.ts'
import { fromLocal, toLocal, zoneOf } from '../../src/time/zone.ts'

const berlin = zoneOf('Europe/Berlin')
const hour = 3_600_000

describe('zoneOf', () => {
  it('knows offsets and zones, and refuses others', () => {
    expect([zoneOf('+09:00').offsetAt(0), zoneOf('-0330').offsetAt(0), zoneOf('+01').offsetAt(0)]).toEqual([
      9 * hour,
      -3.5 * hour,
      hour,
    ])
    expect([zoneOf('+09:00').changes, berlin.changes]).toEqual([false, true])
    for (const name of ['Mars/Olympus', '+99:00', '+9']) expect(() => zoneOf(name), name).toThrow(RangeError)
  })

  it('knows the offset to the minute of the change, at any order of questions', () => {
    const spring = Date.UTC(2024, 2, 31, 1)
    const times = [spring, spring - 60_000, spring + 60_000, Date.UTC(2024, 0, 1), Date.UTC(2024, 6, 1), spring - 1]
    expect(times.map((time) => berlin.offsetAt(time) / hour)).toEqual([2, 1, 2, 1, 2, 1])
  })
})

describe('fromLocal', () => {
  it('takes the earlier of two times, and passes over a skipped one', () => {
    expect(fromLocal(Date.UTC(2024, 9, 27, 2, 30), berlin)).toBe(Date.UTC(2024, 9, 27, 0, 30))
    expect(fromLocal(Date.UTC(2024, 2, 31, 2, 30), berlin)).toBe(Date.UTC(2024, 2, 31, 1, 30))
  })

  it('undoes toLocal, except in an hour that comes twice', () => {
    const time = fc.integer({ min: Date.UTC(1990, 0) / 60_000, max: Date.UTC(2030, 0) / 60_000 })
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', '+09:00'].map(zoneOf)
    fc.assert(
      fc.property(time, fc.constantFrom(...zones), (minutes, zone) => {
        const back = fromLocal(toLocal(minutes * 60_000, zone), zone)
        expect([0, -hour, -hour / 2]).toContain(back - minutes * 60_000)
        expect(toLocal(back, zone)).toBe(toLocal(minutes * 60_000, zone))
      }),
    )
  })

  it('agrees with the clocks that texts of times are read with', () => {
    for (const text of ['2024-01-15T00:00:00', '2024-07-15T12:30:00', '2024-10-27T02:30:00'])
      expect(fromLocal(Date.parse(`${text}Z`), berlin)).toBe(parseTimestamp(text, 'Europe/Berlin'))
  })
})
