import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { DifferenceSizes } from '../../src/stats/difference-sizes.ts'
import { gaussian } from '../laws/series.ts'

const usual = (count: number, seed = 1): number[] => {
  const noise = gaussian(seed)
  return Array.from({ length: count }, () => Math.abs(noise()))
}
const of = (differences: readonly number[]) => {
  const sizes = new DifferenceSizes()
  for (const difference of differences) sizes.add(difference)
  return sizes
}
/** Number of tiny differences until they are too quiet. */
const patience = (sizes: DifferenceSizes, tiny: (i: number) => number): number => {
  for (let i = 1; i <= 200; i++) {
    if (sizes.isTooQuiet(tiny(i))) return i
    sizes.add(tiny(i))
  }
  return Number.POSITIVE_INFINITY
}

describe('DifferenceSizes', () => {
  it('knows the usual difference', () => {
    expect(of([1, 2, 3, 4, 5, 6, 7]).usual).toBe(0)
    expect(of([1, 2, 3, 4, 5, 6, 7, 8]).usual).toBe(5)
  })

  it('finds nothing too quiet in noise', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const sizes = of(usual(100, seed))
      for (const difference of usual(2000, seed + 100)) {
        expect(sizes.isTooQuiet(difference)).toBe(false)
        sizes.add(difference)
      }
    }
  })

  it('finds a few tiny differences too quiet if they have never been as small', () => {
    expect(patience(of(usual(300)), () => 1e-3)).toBeLessThan(6)
    expect(patience(of(usual(300)), () => 0)).toBeLessThan(6)
  })

  it('waits for twice the longest run if there have been quiet ones', () => {
    const nights = Array.from({ length: 300 }, (_, t) => (t % 24 < 6 ? 0 : 1 + (t % 5)))
    expect(patience(of(nights), () => 0)).toBeGreaterThan(12)
    expect(patience(of(nights), () => 0)).toBeLessThan(30)
  })

  it('allows a quiet spell from then on, but nothing longer or quieter', () => {
    const sizes = of(usual(300))
    sizes.allow([0, 0.01, 0, 0.01, 0, 0.01, 0, 0.01])
    expect(patience(sizes, () => 0.01)).toBeGreaterThan(12)
    const still = of(usual(300))
    still.allow([0, 0.01, 0, 0.01])
    expect(patience(still, () => 1e-6)).toBeLessThan(12)
  })

  it('forgets the current run when it ends for another reason', () => {
    const quiet = Array.from({ length: 12 }, () => 0)
    const [going, ended] = [of([...usual(300), ...quiet]), of([...usual(300), ...quiet])]
    ended.endRun()
    expect([going.isTooQuiet(0), ended.isTooQuiet(0)]).toEqual([true, false])
  })

  it('goes on from a snapshot', () => {
    const whole = of(usual(100))
    const restored = new DifferenceSizes()
    restore(restored, snapshot(whole))
    for (const difference of [...usual(50, 2), 0.001, 0.001, 0.001, 0.001]) {
      expect(restored.isTooQuiet(difference)).toBe(whole.isTooQuiet(difference))
      for (const sizes of [whole, restored]) sizes.add(difference)
      expect(restored.usual).toBe(whole.usual)
    }
  })
})
