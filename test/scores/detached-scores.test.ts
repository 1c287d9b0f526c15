import { describe, expect, it } from 'vitest'
import { type DetachedScores, detached, visitDetached } from '../../src/scores/detached-scores.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'
import { someScores } from './some-scores.ts'

const leads = [1, 2, 3, 4, 5, 6, 7]

describe('detached', () => {
  it('has the same scores to the bit, and does not change with those it was made from', () => {
    const scores = someScores({ leads, sums: [7] })
    const before = JSON.stringify(scores)
    const copy = detached(scores)
    const { from, season, channels, levels, units } = scores
    expect(copy).toMatchObject({ from, season, channels, leads, levels, units })
    expect([...copy.mase]).toEqual([...scores.mase])
    expect(copy.baselines).toEqual(scores.baselines)
    expect(copy.sums!.coverage).toEqual(scores.sums!.coverage)
    expect(copy.at(0, 7)).toEqual(scores.at(0, 7))
    expect(() => copy.at(0, 8)).toThrow(RangeError)
    scores.add(0, 0, 1, 100)
    expect(JSON.stringify(copy)).toBe(before)
    expect(JSON.stringify(scores)).not.toBe(before)
    expect(detached(copy)).toBe(copy)
  })

  it('has the units of the errors', () => {
    const scores = someScores({ leads })
    scores.units = Float64Array.of(2)
    expect(detached(scores).units).toEqual(Float64Array.of(2))
    expect(detached(scores).mae).toEqual(scores.mae)
  })

  it('takes less than 4 kB with 7 leads, and can be restored without scores to begin with', () => {
    const holding = (scores?: DetachedScores) => ({
      scores,
      state(fields: Parameters<typeof visitDetached>[0]) {
        this.scores = visitDetached(fields, this.scores)
      },
    })
    const scores = detached(someScores({ leads }))
    const bytes = snapshot(holding(scores))
    expect(bytes.length).toBeLessThan(4000)
    const after = holding()
    restore(after, bytes)
    expect(after.scores!.toJSON()).toEqual(scores.toJSON())
  })
})
