import { describe, expect, it } from 'vitest'
import { naturalSeasons, seasonWords } from '../../src/time/natural-seasons.ts'

describe('naturalSeasons', () => {
  it('are the hour, day, week and year that are longer than a step', () => {
    const text = (cadence: string) => naturalSeasons(cadence).map(({ steps, name }) => `${steps}: ${name}`)
    expect(text('15min')).toEqual(['4: an hour', '96: a day', '672: a week', '35040: a year'])
    expect(text('1h')).toEqual(['24: a day', '168: a week', '8760: a year'])
    expect(text('1d')).toEqual(['7: a week', '365: a year'])
    expect(text('1bd')).toEqual(['5: a week'])
    expect(text('3mo')).toEqual(['4: a year'])
    expect(text('1y')).toEqual([])
  })

  it('refuses what is not a duration', () => {
    expect(() => naturalSeasons('often')).toThrow(RangeError)
  })
})

describe('seasonWords', () => {
  it('name a length', () => {
    const words = [
      seasonWords(7, '1d'),
      seasonWords(48, '1h'),
      seasonWords(9, '10min'),
      seasonWords(14, '1d'),
      seasonWords(30, '1d'),
      seasonWords(6, '1mo'),
      seasonWords(7, '1bd'),
      seasonWords(10, '1s'),
      seasonWords(24, undefined),
    ]
    expect(words).toEqual([
      'a week',
      '2 days',
      '90 minutes',
      '2 weeks',
      '30 days',
      '6 months',
      '7 steps',
      '10 steps',
      '24 steps',
    ])
  })
})
