import { describe, expect, it } from 'vitest'
import { steps } from '../../src/operators/steps.ts'
import { statedIn } from '../../src/pipeline/stated-in.ts'

const fillGaps = { word: steps.find(({ name }) => name === 'fillGaps')!, argument: '1d' }

describe('what a pipeline states', () => {
  it('is the cadence of fillGaps, else that of the pipeline, and the seasons in its steps', () => {
    expect(statedIn([fillGaps], { cadence: '1h', season: '1w' })).toEqual({ cadence: '1d', seasons: [7] })
    expect(statedIn([], { cadence: '1h', season: ['1d', 5] })).toEqual({ cadence: '1h', seasons: [24, 5] })
    expect(statedIn([], undefined)).toEqual({})
  })

  it('has no seasons while the cadence is not known', () => {
    expect(statedIn([], { season: '1w' })).toEqual({})
    expect(statedIn([], { season: 7 })).toEqual({ seasons: [7] })
  })
})
