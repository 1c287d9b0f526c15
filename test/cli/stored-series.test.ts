import { expect, it } from 'vitest'
import { lineOf, overStored, worstStored } from '../../src/cli/stored-series.ts'
import { detached } from '../../src/scores/detached-scores.ts'
import { someScores } from '../scores/some-scores.ts'

const series = Array.from({ length: 30 }, (_, i) => ({
  key: `shop ${i}`,
  bytes: 400,
  scores: i === 29 ? undefined : detached(someScores({ seed: i, error: 0.5 + i / 20 })),
}))

it('finds the series of a checkpoint with the least skill', () => {
  const over = overStored(series)
  expect(over).toHaveLength(1)
  expect(over[0]).toMatchObject({ series: 29, short: 0 })
  const worst = worstStored(series, over, 3)
  expect(worst.map(({ key }) => key)).toEqual(over[0]!.worst.slice(0, 3).map(({ key }) => key[0]))
  expect(lineOf(worst[0]!).scores[0]!.skill).toBe(over[0]!.worst[0]!.skill)
  // The same series can be among the worst of two channels.
  expect(worstStored(series, [...over, ...over], 3)).toEqual(worst)
})

it('has no scores of series without any', () => {
  expect(lineOf(series[29]!).scores).toEqual([])
  expect(overStored(series.slice(29))).toEqual([])
})
