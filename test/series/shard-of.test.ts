import { describe, expect, it } from 'vitest'
import { shardOf } from '../../src/series/shard-of.ts'

describe('shardOf', () => {
  it('divides keys evenly, and always in the same way', () => {
    const counts = new Array(16).fill(0)
    for (let i = 0; i < 16_000; i++) counts[shardOf(`product-${i}`, 16)]++
    expect(Math.min(...counts)).toBeGreaterThan(850)
    expect(Math.max(...counts)).toBeLessThan(1150)
    expect(['', 'Seattle', 'New York', 'Zürich'].map((text) => shardOf(text, 16))).toMatchInlineSnapshot(`
      [
        9,
        3,
        0,
        1,
      ]
    `)
  })

  it('has one shard for all if there is one', () => {
    expect(shardOf('a', 1)).toBe(0)
  })
})
