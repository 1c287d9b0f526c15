import { describe, expect, it } from 'vitest'
import { cadenceWords, timeTaken } from '../../src/cli/duration-words.ts'

describe('cadenceWords', () => {
  it('says how often a row comes', () => {
    expect(['1d', '1mo', '15min', undefined].map(cadenceWords)).toEqual([
      'daily',
      'monthly',
      'every 15min',
      'at uneven times',
    ])
    expect(['1d mon-sat', '1mo last bd', '1h 09:30-15:30 mon-fri', '1bd +09:00'].map(cadenceWords)).toEqual([
      'daily (mon-sat)',
      'monthly (last bd)',
      'hourly (09:30-15:30 mon-fri)',
      'on business days (+09:00)',
    ])
  })
})

describe('timeTaken', () => {
  it('rounds as estimates are', () => {
    expect([200, 45_000, 600_000, 1e7].map(timeTaken)).toEqual(['1 s', '45 s', '10 minutes', '3 hours'])
  })
})
