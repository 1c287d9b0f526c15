import { describe, expect, it } from 'vitest'
import { winkler } from '../../src/stats/winkler.ts'

describe('winkler', () => {
  it('is the width inside, and 2/α of the distance more outside', () => {
    expect(winkler(1, 4, 2, 0.8)).toBe(3)
    expect(winkler(1, 4, 0.5, 0.75)).toBe(3 + 8 * 0.5)
    expect(winkler(1, 4, 6, 0.5)).toBe(3 + 4 * 2)
  })
})
