import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import type { Fields } from '../../src/state/fields.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

describe('Random', () => {
  it('is xoshiro128**, word for word', () => {
    // From the state 1, 2, 3, 4, as the authors' C program prints them.
    const random = new Random(0)
    random.state({ numbers: (_: string, words: Uint32Array) => words.set([1, 2, 3, 4]) } as unknown as Fields)
    expect(Array.from({ length: 8 }, () => random.bits())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ])
  })

  it('repeats itself for a seed, and differs at once for neighbouring seeds', () => {
    const words = (seed: number) => {
      const random = new Random(seed)
      return Array.from({ length: 8 }, () => random.bits())
    }
    expect(words(7)).toEqual(words(7))
    expect(words(7).filter((word) => words(8).includes(word))).toEqual([])
  })

  it('continues from a snapshot', () => {
    const [random, other] = [new Random(5), new Random(6)]
    random.bits()
    restore(other, snapshot(random))
    expect(other.bits()).toBe(random.bits())
  })

  it('is uniform on [0, 1)', () => {
    const random = new Random(3)
    const counts = new Array(10).fill(0)
    for (let i = 0; i < 100_000; i++) counts[random.below(10)]++
    // Of a tenth each the standard deviation is 95.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(475)
    for (let i = 0; i < 1000; i++) {
      const x = random.uniform()
      expect(x >= 0 && x < 1).toBe(true)
    }
  })
})
