import { describe, expect, it } from 'vitest'
import { OutcomeSums } from '../../src/scores/outcome-sums.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

const sumsOf = (pairs: readonly (readonly [probability: number, label: number])[]) => {
  const sums = new OutcomeSums(2)
  for (const [probability, label] of pairs) sums.add(1, probability, 0.5, label, { logLoss: 1, baseLogLoss: 2 })
  return sums
}

describe('OutcomeSums', () => {
  it('has the means of each cell', () => {
    const sums = sumsOf([
      [0.8, 1],
      [0.2, 1],
    ])
    expect([sums.get(0, 'count'), sums.get(1, 'count'), sums.mean(1, 'happened')]).toEqual([0, 2, 1])
    expect(sums.mean(1, 'brier')).toBeCloseTo((0.04 + 0.64) / 2, 14)
    expect([sums.mean(1, 'baseBrier'), sums.mean(1, 'logLoss'), sums.mean(1, 'baseLogLoss')]).toEqual([0.25, 1, 2])
    expect(sums.mean(0, 'brier')).toBeNaN()
  })

  it('has the AUC: 1 if what happened was always the more probable, half for the same, NaN without a pair', () => {
    const happened = [0.9, 0.7, 1].map((p) => [p, 1] as const)
    const not = [0.1, 0.3, 0].map((p) => [p, 0] as const)
    expect(sumsOf([...happened, ...not]).auc(1)).toBe(1)
    expect(sumsOf([...happened.map(([p]) => [p, 0] as const), ...not.map(([p]) => [p, 1] as const)]).auc(1)).toBe(0)
    expect(
      sumsOf([
        [0.4, 1],
        [0.4, 0],
      ]).auc(1),
    ).toBe(0.5)
    expect(sumsOf(happened).auc(1)).toBeNaN()
  })

  it('counts each probability in its tenth, the ends too', () => {
    const bins = sumsOf([
      [0, 0],
      [0.05, 1],
      [0.95, 1],
      [1, 1],
    ]).bins(1)
    expect(bins.length).toBe(30)
    expect([...bins.subarray(0, 3), ...bins.subarray(27)]).toEqual([2, 0.05, 1, 2, 1.95, 2])
  })

  it('is restored from a snapshot', () => {
    const other = new OutcomeSums(2)
    restore(other, snapshot(sumsOf([[0.8, 1]])))
    expect(other.mean(1, 'brier')).toBeCloseTo(0.04, 14)
  })
})
