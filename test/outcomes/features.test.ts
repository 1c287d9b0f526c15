import { describe, expect, it } from 'vitest'
import { clip } from '../../src/outcomes/features.ts'

describe('clip', () => {
  it('keeps inputs within ±4, and shows 0 for what is unknown', () => {
    expect([5, -5, 1, Number.NaN].map(clip)).toEqual([4, -4, 1, 0])
  })
})
