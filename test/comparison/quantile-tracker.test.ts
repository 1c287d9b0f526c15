import { describe, expect, it } from 'vitest'
import { QuantileTracker } from '../../src/comparison/quantile-tracker.ts'
import { Random } from '../../src/lstm/random.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

/** Uniform numbers from 0 to 1, whose intervals are said to be `half` as wide on each side as the one around a half. */
function run(tracker: QuantileTracker, half: number, from: number, to: number) {
  const random = new Random(from + 1)
  const bounds: number[] = []
  let held = 0
  for (let t = from; t < to; t++) {
    const actual = random.uniform()
    tracker.learn([actual])
    held += Number(actual >= bounds[0]! && actual <= bounds[1]!)
    const [lower, upper] = [[Float64Array.of(0.5 - half)], [Float64Array.of(0.5 + half)]]
    tracker.issue(Float64Array.of(0.5), lower, upper)
    bounds.splice(0, 2, lower[0]![0]!, upper[0]![0]!)
  }
  return { share: held / (to - from), bounds }
}

describe('QuantileTracker', () => {
  it('widens intervals that are too narrow, and narrows those that are too wide, until they hold what they should', () => {
    for (const half of [0.1, 0.3, 1.2]) {
      const tracker = new QuantileTracker(1, [1], [0.8])
      run(tracker, half, 0, 1500)
      expect(Math.abs(run(tracker, half, 1500, 3500).share - 0.8)).toBeLessThan(0.02)
    }
  })

  it('changes nothing before a forecast is due, and nothing by a value that is missing', () => {
    const tracker = new QuantileTracker(1, [2], [0.8])
    for (const actual of [1, 7, Number.NaN, Number.NaN]) {
      const [lower, upper] = [[Float64Array.of(2)], [Float64Array.of(5)]]
      tracker.learn([actual])
      tracker.issue(Float64Array.of(3), lower, upper)
      expect([lower[0]![0], upper[0]![0]]).toEqual([2, 5])
    }
    tracker.learn([7])
    const [lower, upper] = [[Float64Array.of(2)], [Float64Array.of(5)]]
    tracker.issue(Float64Array.of(3), lower, upper)
    expect(upper[0]![0]).toBeGreaterThan(5)
  })

  it('keeps higher levels around lower ones', () => {
    const tracker = new QuantileTracker(1, [1], [0.5, 0.9])
    const [lower, upper] = [
      [-1, -0.5],
      [1, 0.5],
    ].map((ends) => ends.map((end) => Float64Array.of(end)))
    tracker.issue(Float64Array.of(0), lower!, upper!)
    expect([lower, upper].map((ends) => ends![1]![0])).toEqual([-1, 1])
  })

  it('continues with the same bits from a snapshot, and forgets what is due after a gap', () => {
    const [one, other] = [new QuantileTracker(1, [1], [0.8]), new QuantileTracker(1, [1], [0.8])]
    run(one, 0.2, 0, 50)
    restore(other, snapshot(one))
    expect(run(other, 0.2, 50, 80)).toEqual(run(one, 0.2, 50, 80))
    const before = snapshot(one)
    one.drop()
    one.learn([100])
    other.drop()
    expect(snapshot(other)).toEqual(snapshot(one))
    expect(snapshot(one)).not.toEqual(before)
  })
})
