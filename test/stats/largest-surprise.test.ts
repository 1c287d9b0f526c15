import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { LargestSurprise } from '../../src/stats/largest-surprise.ts'

const having = (...runs: readonly (readonly [count: number, surprise: number])[]) => {
  const largest = new LargestSurprise(1)
  for (const [count, surprise] of runs) for (let i = 0; i < count; i++) largest.learn(surprise)
  return largest
}

describe('LargestSurprise', () => {
  it('is a multiple of the largest surprise lately', () => {
    expect(having().limit(2.5)).toBe(0)
    expect(having([10, 1], [1, 4], [10, 1]).limit(2.5)).toBe(10)
    expect(having([10, 4], [300, 1]).limit(2.5)).toBe(2.5)
  })

  it('is more than the largest ever, but for the first block, before which nothing was learned', () => {
    expect(having([60, 100], [400, 1], [1, 20], [800, 1]).limit(2.5)).toBe(24)
    expect(having([59, 100], [400, 1]).limit(2.5)).toBe(2.5)
  })

  it('remembers two seasons', () => {
    const largest = new LargestSurprise(365)
    largest.learn(8)
    for (let i = 0; i < 2 * 730 - 2; i++) largest.learn(1)
    expect(largest.limit(1)).toBe(8)
    largest.learn(1)
    expect(largest.limit(1)).toBe(1.2)
  })

  it('goes on from a snapshot', () => {
    const one = having([70, 2], [100, 1])
    const other = new LargestSurprise(1)
    restore(other, snapshot(one))
    for (let i = 0; i < 400; i++) {
      for (const largest of [one, other]) largest.learn(i % 7)
      expect(other.limit(2)).toBe(one.limit(2))
    }
  })
})
