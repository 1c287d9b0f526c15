import { describe, expect, it } from 'vitest'
import { wallClock } from '../../src/time/wall-clock.ts'

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
