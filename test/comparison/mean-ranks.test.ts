import { describe, expect, it } from 'vitest'
import type { ComparisonResult } from '../../src/comparison/comparison-result.ts'
import { meanRanks } from '../../src/comparison/mean-ranks.ts'
import { criticalDifference } from '../../src/stats/nemenyi.ts'

/** The result of a series with these errors. */
const result = (errors: Readonly<Record<string, number>>, mase = Number.NaN) =>
  ({
    lines: Object.entries(errors).map(([name, mae]) => ({ name, overall: { mae }, overallMase: mae * mase })),
  }) as unknown as ComparisonResult

const meanOf = (all: readonly ComparisonResult[]) =>
  Object.fromEntries(meanRanks(all).ranks.map(({ name, mean }) => [name, mean]))

describe('meanRanks', () => {
  it('ranks the contestants of each series, whatever the size of its errors', () => {
    const all = [result({ a: 1, b: 2, c: 3 }), result({ a: 200, b: 100, c: 300 }, 0.5)]
    expect(meanRanks(all)).toEqual({
      series: 2,
      criticalDifference: criticalDifference(3, 2),
      ranks: [
        { name: 'a', mean: 1.5 },
        { name: 'b', mean: 1.5 },
        { name: 'c', mean: 3 },
      ],
    })
  })

  it('gives those with the same error the mean of their ranks', () => {
    const all = [result({ a: 0, b: 0, c: 0 }), result({ a: 1, b: 2, c: 2 }), result({ a: 3, b: 1, c: 2 })]
    expect(meanOf(all)).toEqual({ a: 6 / 3, b: 5.5 / 3, c: 6.5 / 3 })
  })

  it('leaves out a contestant that equals another in all series, and series without all scores', () => {
    const all = [result({ a: 1, b: 2, twin: 2 }), result({ a: 2, b: 1, twin: 1 }), result({ a: 1, b: NaN, twin: NaN })]
    expect(meanOf(all)).toEqual({ a: 1.5, b: 1.5, twin: Number.NaN })
    expect(meanRanks(all).series).toBe(2)
  })

  it('has no ranks without scores, and no difference of one contestant', () => {
    expect(meanOf([result({ a: NaN, b: NaN })])).toEqual({ a: Number.NaN, b: Number.NaN })
    expect(meanRanks([result({ a: 1 })]).criticalDifference).toBeNaN()
  })
})
