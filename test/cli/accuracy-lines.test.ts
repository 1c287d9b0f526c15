import { describe, expect, it } from 'vitest'
import { accuracyLines, naiveSeasons, skillWords, spanWords } from '../../src/cli/accuracy-lines.ts'
import { RecentSeries } from '../../src/cli/recent.ts'
import { outcomesOf, scoredOf } from './scored-of.ts'

const look = { targets: ['visits'], cadence: '1d', seasons: [3] }
const waves = (count: number) => Array.from({ length: count }, (_, i) => [0, 1, 3][i % 3]! + (i % 4 === 0 ? 1 : 0))

describe('accuracyLines', () => {
  it('says how good the last forecasts were, beside the strongest naive forecast', () => {
    const recent = new RecentSeries()
    recent.write(scoredOf(waves(400)), naiveSeasons(look))
    expect(accuracyLines(recent, look)).toEqual([
      expect.stringMatching(
        /^over the last 90 days such forecasts were off by [\d.]+ on average, \d+ % worse than repeating 3 days ago; \d+ % fell within the 80 % interval$/,
      ),
    ])
  })

  it('sums up many series, and names them if they are few', () => {
    const recent = new RecentSeries()
    for (const key of ['a', 'b']) recent.write(scoredOf(waves(40), [key]), naiveSeasons(look))
    expect(accuracyLines(recent, look).map((line) => line.slice(0, 7))).toEqual(['a: over', 'b: over'])
    for (const key of ['c', 'd']) recent.write(scoredOf(waves(40), [key]), naiveSeasons(look))
    expect(accuracyLines(recent, look)).toEqual([
      expect.stringMatching(
        /^over the last 20 days, in the middle of 4 series, such .*; \d+ % fell within the 80 % interval$/,
      ),
    ])
  })

  it('compares probabilities with the base rate, by Brier score', () => {
    const recent = new RecentSeries()
    recent.write(outcomesOf(Array.from({ length: 100 }, (_, i) => Number(i % 10 < 5))), naiveSeasons(look))
    expect(accuracyLines(recent, look)).toEqual([
      'over the last 50 days such forecasts had a Brier score of 0.300, 17 % worse than the base rate',
    ])
  })

  it('says so if there are too few rows', () => {
    const recent = new RecentSeries()
    recent.write(scoredOf([1, 2, 3]), [])
    expect(accuracyLines(recent, look)).toEqual(['there are too few rows to say how good such forecasts are'])
  })
})

describe('skillWords', () => {
  it('compares with the strongest', () => {
    const naives = ['repeating the last value', 'repeating a week ago']
    expect(skillWords([0.3, 0.12], naives)).toBe('12 % better than repeating a week ago')
    expect(skillWords([-0.3, Number.NaN], naives)).toBe('30 % worse than repeating the last value')
    expect(skillWords([0.001, 0.2], naives)).toBe('as good as repeating the last value')
    expect(skillWords([Number.NaN, Number.NaN], naives)).toBeUndefined()
  })
})

describe('spanWords', () => {
  it('takes the unit that fits', () => {
    const over = (ms: number) => spanWords({ from: 0, to: ms * 0.9, count: 10, error: 1, skills: [], coverage: [] })
    expect([over(12e10), over(86_400_000 * 365), over(86_400_000 * 9), over(3_600_000 * 7), over(1000)]).toEqual([
      'the last 4 years',
      'the last 12 months',
      'the last 9 days',
      'the last 7 hours',
      'the last 10 rows',
    ])
  })
})
