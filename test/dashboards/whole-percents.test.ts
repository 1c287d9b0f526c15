import { describe, expect, it } from 'vitest'
import { wholePercents } from '../../dashboards/words/format.ts'

describe('whole percents', () => {
  it('sum to 100, each off by less than 1', () => {
    expect(wholePercents([1, 1, 1])).toEqual([34, 33, 33])
    expect(wholePercents([0.296, 0.288, 0.184, 0.062, 0.071, 0.047, 0.026, 0.026])).toEqual([29, 29, 18, 6, 7, 5, 3, 3])
    for (let seed = 1; seed < 50; seed++) {
      const shares = Array.from({ length: 9 }, (_, i) => ((seed * (i + 3) * 7919) % 1009) + 1)
      const sum = shares.reduce((total, share) => total + share, 0)
      const percents = wholePercents(shares)
      expect(percents.reduce((total, percent) => total + percent, 0)).toBe(100)
      percents.forEach((percent, i) => {
        expect(Math.abs(percent - (100 * shares[i]!) / sum)).toBeLessThan(1)
      })
    }
  })

  it('are all zero if there is nothing to share', () => {
    expect(wholePercents([0, 0])).toEqual([0, 0])
    expect(wholePercents([])).toEqual([])
  })
})
