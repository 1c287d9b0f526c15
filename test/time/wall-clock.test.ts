import { describe, expect, it } from 'vitest'
import { offsetAt, sameClockLater, skippedAt, startOfDay, wallClock } from '../../src/time/wall-clock.ts'

describe('wallClock', () => {
  it('is NaN for the hour that is skipped in spring', () => {
    expect(wallClock(Date.UTC(2024, 2, 31, 2, 30), 'Europe/Berlin')).toBeNaN()
    expect(wallClock(Date.UTC(2024, 2, 31, 1, 59, 59, 999), 'Europe/Berlin')).toBe(
      Date.UTC(2024, 2, 31, 0, 59, 59, 999),
    )
    expect(wallClock(Date.UTC(2024, 2, 31, 3, 0), 'Europe/Berlin')).toBe(Date.UTC(2024, 2, 31, 1, 0))
  })

  it('takes the earlier of the two times that occur twice in autumn', () => {
    expect(wallClock(Date.UTC(2024, 9, 27, 2, 30), 'Europe/Berlin')).toBe(Date.UTC(2024, 9, 27, 0, 30))
  })

  it('handles half-hour offsets and changes', () => {
    expect(wallClock(Date.UTC(2024, 0, 1, 5, 45), 'Asia/Kathmandu')).toBe(Date.UTC(2024, 0, 1, 0, 0))
    expect(wallClock(Date.UTC(2024, 3, 7, 1, 45), 'Australia/Lord_Howe')).toBe(Date.UTC(2024, 3, 6, 14, 45))
  })

  it('names the unknown zone in its error', () => {
    expect(() => wallClock(0, 'Mars/Olympus')).toThrow(/Mars\/Olympus/)
  })
})

describe('offsetAt', () => {
  it('is what Intl shows, before and after each change', () => {
    for (const zone of [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Kathmandu',
    ]) {
      const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      for (let time = Date.UTC(2023, 0, 1); time < Date.UTC(2025, 0, 1); time += 5_400_000) {
        const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?$/.exec(format.format(time))!
        const minutesAhead = Number(`${sign ?? ''}1`) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0))
        if (offsetAt(time, zone) !== minutesAhead * 60_000) expect.fail(`${zone} ${new Date(time).toISOString()}`)
      }
    }
  })

  it('is exact around a change', () => {
    const change = Date.UTC(2024, 2, 31, 1)
    expect(offsetAt(change - 1, 'Europe/Berlin')).toBe(3_600_000)
    expect(offsetAt(change, 'Europe/Berlin')).toBe(7_200_000)
  })
})

describe('sameClockLater', () => {
  it('is an hour later for a time that occurs twice, else undefined', () => {
    expect(sameClockLater(Date.UTC(2024, 9, 27, 0, 30), 'Europe/Berlin')).toBe(Date.UTC(2024, 9, 27, 1, 30))
    expect(sameClockLater(Date.UTC(2024, 9, 27, 0, 0), 'Europe/Berlin')).toBe(Date.UTC(2024, 9, 27, 1))
    expect(sameClockLater(Date.UTC(2024, 9, 26, 23, 59), 'Europe/Berlin')).toBeUndefined()
    expect(sameClockLater(Date.UTC(2024, 9, 27, 1, 30), 'Europe/Berlin')).toBeUndefined()
    expect(sameClockLater(Date.UTC(2024, 2, 31, 0, 30), 'Europe/Berlin')).toBeUndefined()
  })
})

describe('skippedAt', () => {
  it('says which local times are skipped', () => {
    expect(skippedAt(Date.UTC(2024, 2, 31, 2, 30), 'Europe/Berlin')).toEqual({
      from: Date.UTC(2024, 2, 31, 2),
      to: Date.UTC(2024, 2, 31, 3),
    })
    expect(skippedAt(Date.UTC(2024, 2, 31, 3), 'Europe/Berlin')).toBeUndefined()
  })
})

describe('startOfDay', () => {
  it('is the first moment of the day', () => {
    expect(startOfDay(Date.UTC(2018, 10, 4), 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 4, 3))
    expect(startOfDay(Date.UTC(2018, 10, 5), 'America/Sao_Paulo')).toBe(Date.UTC(2018, 10, 5, 2))
  })
})
