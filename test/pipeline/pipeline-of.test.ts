import { describe, expect, it } from 'vitest'
import type { Look } from '../../src/look/look.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { newestRows, pipelineOf } from '../../src/pipeline/pipeline-of.ts'

const look: Look = {
  source: { csv: { path: 'a.csv', time: 'date', target: 'value' } },
  time: ['date'],
  targets: ['value'],
  covariates: [],
  known: [],
  by: [],
  cadence: '1d',
  seasons: [7, 365],
  columns: ['date', 'value'],
  numbers: ['value'],
  left: [],
  bounds: [{}],
  notes: [],
  checks: {},
  rows: 800,
  whole: true,
  series: 1,
}
const steps = (change: Partial<Look>) => pipelineOf({ ...look, ...change }).steps

describe('pipelineOf', () => {
  it('has outcomes in place of intervals and limits', () => {
    const outcome = { up: 'value > 0' }
    expect(steps({ outcome, bounds: [{ min: 0 }] })?.[2]).toEqual({
      forecast: { horizon: 7, season: ['1w', '1y'], outcome },
    })
  })

  it('is a definition that runs as it is', () => {
    const tree = pipelineOf(look, { path: 'b.csv', horizon: 3, source: { zone: 'UTC' }, sinks: [{ csv: 'o.csv' }] })
    expect(tree).toEqual({
      source: { csv: { path: 'b.csv', time: 'date', target: 'value', zone: 'UTC' } },
      steps: [
        'inOrder',
        { fillGaps: '1d' },
        { forecast: { horizon: 3, season: ['1w', '1y'], intervals: [0.8, 0.95] } },
        'score',
      ],
      sinks: [{ csv: 'o.csv' }],
    })
    expect(definePipeline(tree).source.argument).toMatchObject({ path: 'b.csv', target: ['value'] })
  })

  it('takes the horizon of the cadence, and writes an unusual season in steps', () => {
    expect(steps({ cadence: '1h', seasons: [25] })).toContainEqual({
      forecast: { horizon: 24, season: 25, intervals: [0.8, 0.95] },
    })
  })

  it('says that there is no season, rather than leave it to be guessed', () => {
    expect(steps({ seasons: [] })).toContainEqual({ forecast: { horizon: 7, season: 'none', intervals: [0.8, 0.95] } })
    expect(steps({ cadence: undefined, seasons: [4] })).toContainEqual({
      forecast: { horizon: 10, season: 4, intervals: [0.8, 0.95] },
    })
  })

  it('writes what values can be, by target if they differ', () => {
    const limits = (targets: string[], bounds: Look['bounds']) => {
      const [, , call] = steps({ targets, bounds })!
      const { min, max, integer } = (call as { forecast: Record<string, unknown> }).forecast
      return { min, max, integer }
    }
    expect(limits(['a'], [{ min: 0, integer: true }])).toEqual({ min: 0, integer: true })
    expect(limits(['a', 'b'], [{ min: 0 }, { min: 0, max: 100 }])).toEqual({ min: 0, max: { b: 100 } })
    expect(limits(['a', 'b'], [{}, { min: 0 }])).toEqual({ min: { b: 0 } })
    expect(limits(['a'], [{}])).toEqual({})
  })

  it('fills no gaps on business days, but names the cadence', () => {
    const tree = pipelineOf({ ...look, cadence: '1bd', seasons: [] })
    expect([tree.cadence, tree.steps?.[1]]).toEqual(['1bd', expect.objectContaining({ forecast: expect.anything() })])
  })
})

it('learns from the newest rows, fewer of each series if there are many', () => {
  const rows = (all: number, series: number) => newestRows({ rows: all, series })
  expect([rows(20_000, 1), rows(20_001, 1), rows(90_000, 3)]).toEqual([undefined, 20_000, 20_000])
  expect([rows(2_000_000, 100), rows(2_000_000, 5000)]).toEqual([2000, 1000])
})
