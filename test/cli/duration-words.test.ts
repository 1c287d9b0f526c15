import { describe, expect, it } from 'vitest'
import { cadenceWords, seasonWords } from '../../src/cli/duration-words.ts'

describe('cadenceWords', () => {
  it('says how often a row comes', () => {
    expect(['1d', '1mo', '15min', undefined].map(cadenceWords)).toEqual([
      'daily',
      'monthly',
      'every 15min',
      'at uneven times',
    ])
  })
})

describe('seasonWords', () => {
  it('names usual seasons, and counts the steps of others', () => {
    expect(seasonWords(7, '1d')).toBe('a week')
    expect(seasonWords(96, '15min')).toBe('a day')
    expect(seasonWords(12, '1mo')).toBe('a year')
    expect(seasonWords(11, '1d')).toBe('11 steps')
    expect(seasonWords(7, undefined)).toBe('7 steps')
  })
})
