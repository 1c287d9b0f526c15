import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { Combination } from '../../src/totals/combination.ts'

const one = (x: number) => Float64Array.of(x)

/** Combines 100 + an error with 100 + another error, for totals of 100. */
function run(combination: Combination, errors: readonly (readonly [own: number, sum: number])[]): number[] {
  return errors.map(([own, sum]) => {
    combination.learn([100])
    return combination.combine(one(100 + own), one(100 + sum))[0]!
  })
}

describe('Combination', () => {
  it('weighs both alike before there are errors, and then each by the inverse of its mean squared error', () => {
    // Squared errors of 9 and 1: the weights are 0.1 and 0.9.
    const made = run(new Combination(1, [1]), [
      [3, 1],
      [10, 0],
    ])
    expect(made[0]).toBe(102)
    expect(made[1]).toBeCloseTo(101, 12)
  })

  it('has weights of its own for each channel and lead', () => {
    const combination = new Combination(2, [1, 2])
    const own = Float64Array.of(1, 2, 3, 4)
    combination.combine(own, Float64Array.of(-1, -2, -3, -4))
    combination.learn([0, 3])
    const second = combination.combine(own, Float64Array.of(-1, -2, -3, -4))
    // At lead 1 the first channel erred by 1 and 1, the second by 0 and 6; at lead 2 nothing is known yet.
    expect([...second]).toEqual([0, 0, 3, 0])
    combination.learn([2, Number.NaN])
    const third = combination.combine(own, Float64Array.of(-1, -2, -3, -4))
    expect(third[1]).toBe(2)
    expect(third[3]).toBe(0)
  })

  it('keeps to the one that is known', () => {
    const combination = new Combination(1, [1])
    expect(combination.combine(one(Number.NaN), one(5))[0]).toBe(5)
    expect(combination.combine(one(5), one(Number.NaN))[0]).toBe(5)
  })

  it('learns nothing from a missing total, or across a gap', () => {
    const combination = new Combination(1, [1])
    combination.combine(one(3), one(1))
    combination.learn([Number.NaN])
    expect(combination.combine(one(3), one(1))[0]).toBe(2)
    combination.drop()
    combination.learn([1])
    expect(combination.combine(one(3), one(1))[0]).toBe(2)
  })

  it('follows a change: the last 200 errors count', () => {
    const combination = new Combination(1, [1])
    run(combination, Array(300).fill([10, 1]))
    const after = run(combination, Array(2000).fill([0.1, 1]))
    expect(after.at(-1)! - 100).toBeLessThan(0.55)
    expect(after[0]! - 100).toBeGreaterThan(0.9)
  })

  it('goes on with the same bits after a restore', () => {
    const errors = Array.from({ length: 40 }, (_, i) => [(i * 7) % 5, (i * 3) % 4] as const)
    const saved = new Combination(1, [1, 3])
    const both = (combination: Combination, i: number) => {
      combination.learn([i])
      return [...combination.combine(Float64Array.of(i, errors[i]![0]), Float64Array.of(errors[i]![1], i))]
    }
    for (let i = 0; i < 20; i++) both(saved, i)
    const restored = new Combination(1, [1, 3])
    restore(restored, snapshot(saved))
    for (let i = 20; i < 40; i++) expect(both(restored, i)).toEqual(both(saved, i))
  })
})
