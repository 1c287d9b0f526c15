import { describe, expect, it } from 'vitest'
import type { ComparisonResult } from '../../src/comparison/comparison-result.ts'
import { pooledResults } from '../../src/comparison/pooled-results.ts'

const tally = (count: number, mae: number, mse: number) => ({
  count,
  mae,
  mse,
  rmse: Math.sqrt(mse),
  crps: mae / 2,
  coverage: [mae / 10],
  width: [2 * mae],
  winkler: [3 * mae],
})
const line = (name: string, count: number, mae: number, mse: number, mase: number) => ({
  name,
  byLead: [tally(count, mae, mse)],
  overall: tally(count, mae, mse),
  mase: [mase],
  overallMase: mase,
  scaledPinball: [mase / 4],
  overallScaledPinball: mase / 4,
  skill: [0],
  overallSkill: 0,
  test: [{ statistic: -3, p: 0.01 }],
})
const result = (count: number, ours: number, naive: number, mase: number): ComparisonResult => ({
  leads: [1],
  levels: [0.8],
  origins: count,
  lines: [line('forecaster', count, ours, ours * ours, mase), line('persistence', count, naive, naive * naive, 1)],
})

describe('pooledResults', () => {
  it('takes means over all errors, and skills from them', () => {
    const { lines, origins } = pooledResults([result(10, 1, 2, 0.5), result(30, 3, 4, 0.7)])
    expect(origins).toBe(40)
    expect(lines[0]!.overall).toEqual({ ...tally(40, 2.5, 7), coverage: [0.25], width: [5], winkler: [7.5] })
    expect(lines[0]!.overallMase).toBeCloseTo((10 * 0.5 + 30 * 0.7) / 40, 12)
    expect(lines[0]!.scaledPinball[0]).toBeCloseTo((10 * 0.5 + 30 * 0.7) / 160, 12)
    expect(lines[0]!.overallScaledPinball).toBeCloseTo((10 * 0.5 + 30 * 0.7) / 160, 12)
    expect(lines[0]!.skill[0]).toBeCloseTo(1 - 2.5 / 3.5, 12)
    expect(lines[0]!.test[0]!.p).toBeNaN()
  })

  it('leaves out a series without scores', () => {
    const none = result(0, Number.NaN, Number.NaN, Number.NaN)
    expect(pooledResults([result(10, 1, 2, 0.5), none]).lines[0]!.overall).toMatchObject({ count: 10, mae: 1 })
  })
})
