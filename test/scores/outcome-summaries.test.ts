import { describe, expect, it } from 'vitest'
import { detached } from '../../src/scores/detached-scores.ts'
import { binSums, outcomeSummary, pooledOutcomes, reliability } from '../../src/scores/outcome-summaries.ts'
import { scoreSummaries, scoreSummaryJson } from '../../src/scores/score-summaries.ts'
import { scoreTable, visitScoreTable } from '../../src/scores/score-table.ts'
import { totalScores } from '../../src/scores/total-scores.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { someOutcomes } from './some-outcomes.ts'
import { someScores } from './some-scores.ts'

describe('scores of outcomes', () => {
  it('are absent from forecasts in units of the data', () => {
    expect(outcomeSummary(someScores(), 0)).toBeUndefined()
    expect(pooledOutcomes(scoreSummaries(someScores(), 0))).toBeUndefined()
  })

  it('are pooled over the leads: bins are added, and the skill follows from the means', () => {
    const { scores } = someOutcomes()
    const [one, two, all] = scoreSummaries(scores, 0)
    const { outcome } = all!
    expect(all!.count).toBe(one!.count + two!.count)
    expect(outcome!.skill).toBeCloseTo(1 - outcome!.brier / outcome!.baseBrier, 12)
    expect(outcome!.reliability.reduce((sum, { count }) => sum + count, 0)).toBe(all!.count)
    expect(scoreSummaryJson(all!, [])).toMatchObject({ lead: 'all', brier: outcome!.brier, count: all!.count })
    expect(scoreSummaryJson(all!, [])).not.toHaveProperty('mae')
  })

  it('turn bins into sums and back', () => {
    const sums = Array.from({ length: 30 }, (_, i) => (i < 3 ? [4, 0.25, 1][i]! : 0))
    expect(reliability(sums)[0]).toEqual({ from: 0, to: 0.1, count: 4, forecast: 0.0625, happened: 0.25 })
    expect(binSums(reliability(sums))).toEqual(sums)
  })

  it('are the same in a copy, of one series together, and in a table that was saved', () => {
    const { scores } = someOutcomes()
    expect(detached(scores).toJSON()).toEqual(scores.toJSON())
    expect(totalScores([{ key: ['a'], scores }])!.at(0, 2).outcome!.brier).toBeCloseTo(
      scores.at(0, 2).outcome!.brier,
      12,
    )
    let table = scoreTable(scores)
    const holder = {
      state(fields: Parameters<typeof visitScoreTable>[0]) {
        table = visitScoreTable(fields, table)
      },
    }
    const bytes = snapshot(holder)
    table = scoreTable(someOutcomes(20, 2).scores)
    restore(holder, bytes)
    expect(table).toEqual(scoreTable(scores))
  })
})
