import { describe, expect, it } from 'vitest'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { runLengths, SmallRuns } from '../../src/stats/small-runs.ts'
import { gaussian } from '../laws/series.ts'

const sizes = (count: number, seed = 1) => {
  const noise = gaussian(seed)
  return Array.from({ length: count }, () => Math.abs(noise()))
}
const learn = (runs: SmallRuns, all: readonly number[]) => {
  for (const size of all) {
    runs.push(size)
    runs.settle(1)
  }
  return runs
}
const at = (length: number) => runLengths.findIndex((one: number) => one === length)

describe('SmallRuns', () => {
  it('compares the newest run with the smallest of its length before', () => {
    // The usual size is 6.
    const runs = learn(new SmallRuns(), [8, 2, 6, 4, 8, 8, 2, 6])
    runs.push(1)
    expect(runs.surprise(at(1))).toBe((2 / 1) * (7 / 8))
    expect(runs.surprise(at(2))).toBe(1)
    runs.push(1)
    // The smallest two were 2 and 6.
    expect(runs.surprise(at(2))).toBe((6 * (7 / 12)) ** 2)
    runs.push(2)
    // 2, 6 and 4.
    expect(runs.surprise(at(3))).toBeCloseTo((3 * (8 / 12)) ** 3, 12)
    runs.settle(3)
    runs.push(1)
    runs.push(1)
    expect([runs.surprise(at(1)), runs.surprise(at(2))]).toEqual([1, 1])
  })

  it('is seldom surprised by as much as it says', () => {
    let surprises = 0
    for (let seed = 1; seed <= 10; seed++) {
      const runs = learn(new SmallRuns(), sizes(200, seed))
      for (const size of sizes(1000, seed + 50)) {
        runs.push(size)
        for (let i = 1; i < runLengths.length; i++) if (runs.surprise(i) > 5) surprises++
        runs.settle(1)
      }
    }
    expect(surprises).toBeLessThan(20)
    expect(surprises).toBeGreaterThan(0)
  })

  it('finds a single tiny size infinitely unlikely, if there were hardly any before', () => {
    const runs = learn(new SmallRuns(), sizes(400))
    runs.push(1e-3)
    expect(runs.surprise(0)).toBe(Number.POSITIVE_INFINITY)
    const tinies = learn(
      new SmallRuns(),
      sizes(400).map((size, i) => (i % 10 === 0 ? 1e-3 : size)),
    )
    tinies.push(1e-3)
    expect(tinies.surprise(0)).toBe(1)
  })

  it('tells the size of a run in that of the sizes before it', () => {
    const runs = learn(new SmallRuns(), [...new Array(40).fill(4), ...new Array(9).fill(0.004)])
    expect(runs.ratio(9)).toBe(0.001)
  })

  it('is not surprised by anything before there are sizes', () => {
    const runs = new SmallRuns()
    runs.settle(0)
    expect(runLengths.map((_, i) => runs.surprise(i))).toEqual(runLengths.map(() => 0))
    restore(new SmallRuns(), snapshot(runs))
  })

  it('does not join sizes of two units', () => {
    const runs = learn(new SmallRuns(), sizes(100))
    runs.restart()
    runs.push(1e-9)
    expect(runs.surprise(at(2))).toBe(0)
    runs.push(1e-9)
    expect(runs.surprise(at(2))).toBeGreaterThan(1e6)
  })

  it('goes on from a snapshot', () => {
    const one = learn(new SmallRuns(), sizes(90))
    const other = new SmallRuns()
    restore(other, snapshot(one))
    for (const size of sizes(200, 2)) {
      for (const runs of [one, other]) runs.push(size)
      expect(runLengths.map((_, i) => other.surprise(i))).toEqual(runLengths.map((_, i) => one.surprise(i)))
      for (const runs of [one, other]) runs.settle(1)
    }
    expect(other.count).toBe(one.count)
  })
})
