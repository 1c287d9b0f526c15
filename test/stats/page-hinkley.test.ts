import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { PageHinkley } from '../../src/stats/page-hinkley.ts'

function changes(numbers: readonly number[]): number[] {
  const test = new PageHinkley()
  return numbers.flatMap((x, t) => (test.add(x) ? [t] : []))
}
const half = (random: Random) =>
  Math.abs(Array.from({ length: 12 }, () => random.uniform()).reduce((s, x) => s + x, -6))

describe('the test of Page and Hinkley', () => {
  it('detects a rise of the mean within a few dozen numbers, once', () => {
    const random = new Random(5)
    const found = changes(Array.from({ length: 4000 }, (_, t) => half(random) * (t < 2000 ? 1 : 4)))
    expect(found).toHaveLength(1)
    expect(found[0]).toBeGreaterThan(2000)
    expect(found[0]).toBeLessThan(2040)
  })

  it('stays silent over 100,000 stationary numbers and over three spikes', () => {
    const random = new Random(6)
    expect(changes(Array.from({ length: 100_000 }, () => half(random)))).toEqual([])
    const spiked = Array.from({ length: 500 }, (_, t) => (t >= 200 && t < 203 ? 1e9 : half(random)))
    expect(changes(spiked)).toEqual([])
  })

  it('does not depend on the unit', () => {
    const random = new Random(7)
    const numbers = Array.from({ length: 600 }, (_, t) => half(random) * (t < 300 ? 1 : 6))
    expect(changes(numbers.map((x) => x * 1024))).toEqual(changes(numbers))
  })

  it('stays silent on a constant, and on zeros', () => {
    expect(changes(new Array(1000).fill(3))).toEqual([])
    expect(changes(new Array(1000).fill(0))).toEqual([])
  })
})
