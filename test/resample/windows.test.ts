import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { completeAt, isWindow, Windows } from '../../src/resample/windows.ts'
import { parseDuration } from '../../src/time/duration.ts'
import { propertySeed } from '../property-seed.ts'

const at = (text: string) => Date.parse(text.length > 16 ? text : `${text}Z`)
const span = (to: string, time: string, zone?: string) => {
  const found = new Windows(to, zone).at(at(time))
  return found && [found.begin, found.end].map((ms) => new Date(ms).toISOString().slice(0, 16))
}

describe('Windows', () => {
  it('begins days at midnight, weeks on Monday, months on the first, hours and minutes on the hour', () => {
    expect(span('5min', '2024-02-29T12:34')).toEqual(['2024-02-29T12:30', '2024-02-29T12:35'])
    expect(span('1d', '1969-12-31T23:59')).toEqual(['1969-12-31T00:00', '1970-01-01T00:00'])
    expect(span('1w', '2024-02-29T12:00')).toEqual(['2024-02-26T00:00', '2024-03-04T00:00'])
    expect(span('1mo', '2024-02-29T12:00')).toEqual(['2024-02-01T00:00', '2024-03-01T00:00'])
    expect(span('3mo', '1969-12-29T12:00')).toEqual(['1969-10-01T00:00', '1970-01-01T00:00'])
    expect(span('1y', '0099-05-29T12:00')).toEqual(['0099-01-01T00:00', '0100-01-01T00:00'])
  })

  it('has days of 23 and 25 hours, by the clocks of the zone', () => {
    expect(span('1d', '2024-03-31T12:00', 'Europe/Berlin')).toEqual(['2024-03-30T23:00', '2024-03-31T22:00'])
    expect(span('1d', '2024-10-27T12:00', 'Europe/Berlin')).toEqual(['2024-10-26T22:00', '2024-10-27T23:00'])
    expect(span('1d +09:00', '2024-01-01T16:00', 'Europe/Berlin')).toEqual(['2024-01-01T15:00', '2024-01-02T15:00'])
  })

  it('takes an hour that the clocks show twice as two, and longer windows as one', () => {
    // At 01:00Z the clocks go from 03:00 back to 02:00.
    expect(span('1h', '2024-10-27T00:30', 'Europe/Berlin')).toEqual(['2024-10-27T00:00', '2024-10-27T01:00'])
    expect(span('1h', '2024-10-27T01:30', 'Europe/Berlin')).toEqual(['2024-10-27T01:00', '2024-10-27T02:00'])
    expect(span('6h', '2024-10-27T01:30', 'Europe/Berlin')).toEqual(['2024-10-26T22:00', '2024-10-27T05:00'])
    // At 01:00Z they go from 02:00 to 03:00.
    expect(span('1h', '2024-03-31T00:30', 'Europe/Berlin')).toEqual(['2024-03-31T00:00', '2024-03-31T01:00'])
    expect(span('2h', '2024-03-31T01:30', 'Europe/Berlin')).toEqual(['2024-03-31T01:00', '2024-03-31T02:00'])
    // Half an hour.
    expect(span('1h', '2024-04-06T14:45', 'Australia/Lord_Howe')).toEqual(['2024-04-06T14:00', '2024-04-06T15:30'])
  })

  it('knows opening hours and business days, and that there is time between them', () => {
    const hours = '1h 09:30-15:30 mon-fri America/New_York'
    expect(span(hours, '2024-01-05T20:31')).toEqual(['2024-01-05T20:30', '2024-01-05T21:30'])
    expect(span(hours, '2024-01-05T21:30')).toBeUndefined()
    expect(span(hours, '2024-01-06T16:00')).toBeUndefined()
    expect(span('1bd', '2024-01-05T23:00')).toEqual(['2024-01-05T00:00', '2024-01-06T00:00'])
    expect(span('1bd', '2024-01-06T00:00')).toBeUndefined()
    expect(new Windows('1bd').pauses).toBe(true)
    expect(new Windows('1d', 'Europe/Berlin').cadence).toBe('1d Europe/Berlin')
  })

  it.each(['7min', '1h', '6h', '1d', '2d', '1w', '1mo'])('divides all time into windows of %s', (to) => {
    const time = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2030, 0) })
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kolkata')
    fc.assert(
      fc.property(time, zone, (ms, name) => {
        const windows = new Windows(to, name)
        const { begin, end } = windows.at(ms)!
        expect(begin <= ms && ms < end).toBe(true)
        expect(windows.at(begin)).toEqual({ begin, end })
        expect(windows.at(end - 1)).toEqual({ begin, end })
        expect(windows.at(end)!.begin).toBe(end)
      }),
      { seed: propertySeed },
    )
  })
})

it('refuses what does not divide time', () => {
  expect(['1d', '5min', '1mo', '1d +09:00', '1bd', '1h 09:30-15:30 mon-fri'].every(isWindow)).toBe(true)
  expect(['1mo end', '2bd', 'day', ''].some(isWindow)).toBe(false)
})

it('says when a window is complete', () => {
  expect(completeAt(5, 'none')).toBe(5)
  expect(completeAt(5, parseDuration('1s'))).toBe(1005)
  expect(completeAt(5, undefined)).toBe(Number.POSITIVE_INFINITY)
})
