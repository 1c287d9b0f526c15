import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSteps, formatDuration, parseDuration, stepsBetween, stepsInSeason } from '../../src/time/duration.ts'

const at = (text: string) => Date.parse(`${text}T00:00:00Z`)
const date = (time: number) => new Date(time).toISOString().slice(0, 10)
const texts = ['500ms', '5s', '15min', '1h', '1d', '1w', '1mo', '3mo', '1y', '1bd', '2bd']

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

  it('is undone by the same number of steps back', () => {
    const time = fc.integer({ min: at('1950-01-02') / 86_400_000, max: at('2090-01-02') / 86_400_000 })
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: -500, max: 500 }),
        fc.constantFrom('1d', '15min', '1w', '1bd'),
        (days, count, text) => {
          const start = days * 86_400_000
          const weekend = new Date(start).getUTCDay() % 6 === 0
          fc.pre(text !== '1bd' || !weekend)
          expect(addSteps(addSteps(start, parseDuration(text), count), parseDuration(text), -count)).toBe(start)
        },
      ),
    )
  })
})

describe('stepsBetween', () => {
  it('counts back what addSteps added', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.constantFrom(...texts), (count, text) => {
        const start = at('2024-02-28')
        expect(stepsBetween(start, addSteps(start, parseDuration(text), count), parseDuration(text))).toBe(count)
      }),
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
    ] as const
    for (const [season, cadence, steps] of cases)
      expect(stepsInSeason(season, cadence), `${season} at ${cadence}`).toBe(steps)
  })

  it('refuses a season that is no longer than a step', () => {
    expect(() => stepsInSeason('1d', '1d')).toThrow(/longer than the cadence 1d, got "1d"/)
  })
})
