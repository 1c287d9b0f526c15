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
  })
})

describe('timeTaken', () => {
  it('rounds as estimates are', () => {
    expect([200, 45_000, 600_000, 1e7].map(timeTaken)).toEqual(['1 s', '45 s', '10 minutes', '3 hours'])
  })
})
