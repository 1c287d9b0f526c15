import { describe, expect, it } from 'vitest'
import { Prior } from '../../src/forecaster/prior.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const numbers = (...all: number[]) => Float64Array.from(all)
const mean = (prior: Prior) => prior.mean && [...prior.mean]

describe('a prior', () => {
  it('is the mean over series by their targets, from the next apply on', () => {
    const prior = new Prior(3)
    prior.add([numbers(1, 2), numbers(3)], 10)
    prior.add([numbers(3, 2), numbers(7)], 30)
    expect(prior.mean).toBeUndefined()
    prior.apply()
    expect(mean(prior)).toEqual([2.5, 2, 6])
    // Nothing was added in between.
    prior.apply()
    expect(mean(prior)).toEqual([2.5, 2, 6])
  })

  it('moves on to what was learned later', () => {
    const prior = new Prior(1)
    for (let t = 0; t < 200; t++) {
      prior.add([numbers(t < 100 ? 1 : 5)], 50)
      prior.apply()
    }
    expect(prior.mean![0]).toBeCloseTo(5, 1)
  })

  it('has the same bits whatever the order, and counts long series as 100 targets', () => {
    const made = (order: readonly number[]) => {
      const prior = new Prior(1)
      for (const k of order) prior.add([numbers(0.1 + k / 3)], 1 + 1000 * k)
      prior.apply()
      return mean(prior)
    }
    const order = Array.from({ length: 50 }, (_, k) => k)
    expect(made(order)).toEqual(made(order.toReversed()))
    const prior = new Prior(1)
    prior.add([numbers(0)], 100)
    prior.add([numbers(1)], 1e6)
    prior.apply()
    expect(mean(prior)).toEqual([0.5])
  })

  it('is not spoiled by huge numbers and NaN', () => {
    const prior = new Prior(3)
    prior.add([numbers(Number.NaN, 1e300, Number.NEGATIVE_INFINITY)], 5)
    prior.apply()
    expect(mean(prior)).toEqual([0, 1024, -1024])
  })

  it('goes on after a restore with the same bits, also with what was added but not applied', () => {
    const first = new Prior(2)
    first.add([numbers(1, 2)], 3)
    first.apply()
    first.add([numbers(4, 7)], 9)
    const second = new Prior()
    restore(second, snapshot(first))
    const third = new Prior(2)
    third.take(second)
    for (const prior of [first, second, third]) prior.apply()
    expect(mean(second)).toEqual(mean(first))
    expect(mean(third)).toEqual(mean(first))
    expect(second.size).toBe(2)
  })
})
