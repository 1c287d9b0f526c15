import { describe, expect, it } from 'vitest'
import { isDayName, monthNumber, zoneOffset } from '../../src/time/names.ts'

describe('names', () => {
  it('knows months in several languages, in any case, as Intl writes them', () => {
    for (const locale of ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'])
      for (const month of ['long', 'short'] as const) {
        const format = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' })
        for (let i = 0; i < 12; i++)
          expect(monthNumber(format.format(Date.UTC(2024, i, 15)).toUpperCase()), `${locale} ${i}`).toBe(i + 1)
      }
    expect(monthNumber('Jab')).toBeNaN()
  })

  it('knows days of the week', () => {
    for (const locale of ['en', 'de', 'fr', 'es'])
      for (const weekday of ['long', 'short'] as const) {
        const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' })
        for (let i = 0; i < 7; i++)
          expect(isDayName(format.format(Date.UTC(2024, 0, 1 + i)).replace('.', '')), `${locale} ${i}`).toBe(true)
      }
    expect(isDayName('Weekday')).toBe(false)
  })

  it('knows short names of zones', () => {
    expect(zoneOffset('CEST')).toBe(7_200_000)
    expect(zoneOffset('est')).toBe(-18_000_000)
    expect(zoneOffset('XYZ')).toBeNaN()
  })
})
