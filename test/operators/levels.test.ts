import { describe, expect, it } from 'vitest'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { chain } from '../../src/operators/chain.ts'
import { conformal } from '../../src/operators/conformal.ts'
import { forecast } from '../../src/operators/forecast.ts'
import { levelsArgument, levelsOf } from '../../src/operators/levels.ts'
import { score } from '../../src/operators/score.ts'
import type { Scored } from '../../src/series/scored.ts'

describe('levels', () => {
  it('are one or several, increasing and each once', () => {
    expect(levelsOf(levelsArgument.parse(0.9))).toEqual([0.9])
    expect(levelsOf(levelsArgument.parse([0.95, 0.8, 0.95]))).toEqual([0.8, 0.95])
  })

  it('are between 0 and 1', () => {
    for (const wrong of [0, 1, 80, -0.5, [0.8, 1.2], '80 %'])
      expect(levelsArgument.safeParse(wrong).success).toBe(false)
  })

  it('are at most 19, wherever they are given', () => {
    const levels = (count: number) => Array.from({ length: count }, (_, v) => (v + 1) / 25)
    const places = [
      (given: number[]) => forecast({ intervals: given }),
      (given: number[]) => forecast({ intervals: { levels: given, sums: [2] } }),
      (given: number[]) => conformal(given),
      (given: number[]) => conformal({ levels: given }),
      (given: number[]) => new Forecaster({ channels: 1, leads: [1], levels: given }).dispose(),
    ]
    for (const place of places) {
      expect(() => place(levels(19))).not.toThrow()
      expect(() => place(levels(20))).toThrow('expected a list of at most 19, got [0.04,')
    }
  })

  it('can be 19: as many intervals, which nest, and a CRPS', () => {
    const levels = Array.from({ length: 19 }, (_, v) => (v + 1) / 20)
    let last: Scored | undefined
    const steps = chain(forecast({ horizon: 2, experts: ['persistence'], intervals: levels }), score())
    const run = steps.open((scored) => {
      last = scored
    })
    for (let t = 0; t < 60; t++) run.next({ time: t * 86_400_000, values: [(t * 7) % 11], covariates: [] })
    const { value, intervals } = last!.at(0, 2)
    expect(intervals.map(({ level }) => level)).toEqual(levels)
    for (const [v, { lower, upper }] of intervals.entries()) {
      const inner = intervals[v - 1] ?? { lower: value, upper: value }
      expect(lower).toBeLessThanOrEqual(inner.lower)
      expect(upper).toBeGreaterThanOrEqual(inner.upper)
    }
    const { crps, mae } = last!.scores.at(0, 2)
    expect(crps).toBeGreaterThan(0.4 * mae)
    expect(crps).toBeLessThan(mae)
    run.close?.()
  })
})
