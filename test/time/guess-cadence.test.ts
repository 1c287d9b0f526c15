import { describe, expect, it } from 'vitest'
import { addSteps, parseDuration } from '../../src/time/duration.ts'
import { guessCadence } from '../../src/time/guess-cadence.ts'

const run = (start: string, cadence: string, count: number) =>
  Array.from({ length: count }, (_, i) => addSteps(Date.parse(start), parseDuration(cadence), i))

describe('guessCadence', () => {
  it('finds the step of regular rows', () => {
    for (const cadence of ['1s', '15min', '1h', '1d', '1w', '1mo', '3mo', '1y', '1bd']) {
      expect(guessCadence(run('2024-01-01T00:00:00Z', cadence, 40)), cadence).toBe(cadence)
    }
  })

  it('is not misled by gaps, duplicates or the order of rows', () => {
    const days = run('2024-01-01T00:00:00Z', '1d', 40)
    expect(guessCadence([...days.slice(0, 7), ...days.slice(12), days[3]!].reverse())).toBe('1d')
    const months = run('1958-03-01T00:00:00Z', '1mo', 60)
    expect(guessCadence(months.filter((_, i) => i !== 3 && i !== 10))).toBe('1mo')
  })

  it('is undefined without enough regular rows', () => {
    expect(guessCadence([])).toBeUndefined()
    expect(guessCadence([5, 5])).toBeUndefined()
    expect(guessCadence([0, 1000, 2700, 3100, 9000, 9999])).toBeUndefined()
  })

  it('does not mistake five weekdays in a row for business days', () => {
    expect(guessCadence(run('2024-01-01T00:00:00Z', '1d', 5))).toBe('1d')
  })
})
