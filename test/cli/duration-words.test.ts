import { describe, expect, it } from 'vitest'
import { cadenceWords } from '../../src/cli/duration-words.ts'

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
