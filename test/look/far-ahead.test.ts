import { describe, expect, it } from 'vitest'
import { farAhead } from '../../src/look/far-ahead.ts'

const day = 86_400_000
const days = (count: number) => Array.from({ length: count }, (_, i) => (20_000 + i) * day)
const in2099 = Date.UTC(2099, 0, 1)

describe('farAhead', () => {
  it('finds a few rows that are further ahead than all others span', () => {
    const times = Float64Array.from([...days(40), in2099, ...days(60).slice(40)])
    expect(farAhead(times)).toEqual({ count: 1, first: in2099, before: 20_059 * day })
    expect(farAhead(Float64Array.from([...days(300), in2099, in2099]))?.count).toBe(2)
  })

  it('leaves gaps, many such rows, and short files alone', () => {
    expect(farAhead(Float64Array.from([...days(60), 20_100 * day]))).toBeUndefined()
    expect(farAhead(Float64Array.from([...days(60), in2099, in2099]))).toBeUndefined()
    expect(farAhead(Float64Array.from([...days(9), in2099]))).toBeUndefined()
    expect(farAhead(new Float64Array(50).fill(day))).toBeUndefined()
  })
})
