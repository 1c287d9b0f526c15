import { describe, expect, it } from 'vitest'
import { scoreJson } from '../../src/cli/score-json.ts'
import { DataError } from '../../src/errors.ts'
import { someOutcomes } from '../scores/some-outcomes.ts'
import { outcome } from './outcome.ts'

describe('scoreJson', () => {
  it('has the scores of sums by target', () => {
    const sums = {
      over: [7],
      count: Float64Array.of(30, 0),
      mae: Float64Array.of(5.5, Number.NaN),
      coverage: [Float64Array.of(0.8, Number.NaN), Float64Array.of(0.9, Number.NaN)],
    }
    const { series } = JSON.parse(scoreJson({ ...outcome, scores: { ...outcome.scores!, sums } }, []))
    expect(series[0].sums).toEqual([{ over: 7, count: 30, mae: 5.5, coverage: { 0.8: 0.8, 0.975: 0.9 } }])
    expect(series[1].sums).toEqual([{ over: 7, count: 0, mae: null, coverage: { 0.8: null, 0.975: null } }])
  })

  it('has what the columns known ahead were worth', () => {
    const worth = [{ channel: 1, from: 2, to: 7, count: 9, withAll: 1, withNone: 3, without: [2, 1.5] }]
    expect(JSON.parse(scoreJson({ ...outcome, known: ['price', 'rain'], worth }, [])).worth).toEqual([
      { target: 'south', leads: [2, 7], count: 9, mae: { withAll: 1, withNone: 3, without: { price: 2, rain: 1.5 } } },
    ])
  })

  it('contains everything, with null for unknown values', () => {
    expect(JSON.parse(scoreJson(outcome, [{ lead: 1 }]))).toEqual({
      name: 'a',
      source: 'a.csv',
      cadence: '1d',
      season: null,
      rows: outcome.rows,
      by: [],
      over: [],
      keyed: [],
      worth: [],
      series: [
        {
          target: 'north',
          scores: [
            {
              lead: 1,
              count: 1200,
              mae: 2.0567,
              rmse: 2.62,
              crps: 1.41,
              mase: 0.517,
              size: 16.1,
              skillPersistence: 0.077,
              skillSeasonal: 0.482,
              coverage: { 0.8: 0.802, 0.975: 0.97 },
            },
          ],
          baselines: [
            {
              name: 'the last value',
              season: null,
              mae: [2.228],
              strongest: { mae: 2.228, skill: expect.closeTo(0.0769, 4) },
            },
            { name: 'a week ago', season: 7, mae: [3.97] },
          ],
        },
        {
          target: 'south',
          scores: [expect.objectContaining({ mae: 100, skillSeasonal: null })],
          baselines: [
            {
              name: 'the last value',
              season: null,
              mae: [90.5],
              strongest: { mae: 90.5, skill: expect.closeTo(-0.105, 4) },
            },
            { name: 'a week ago', season: 7, mae: [null] },
          ],
        },
      ],
      next: [{ lead: 1 }],
      added: [],
      notes: [],
      warnings: [],
      outputs: [],
      stopped: false,
      failure: null,
    })
  })

  it('gives the reason of an early end, and notes that nothing was forecast', () => {
    const failed = { ...outcome, scores: undefined, failure: new DataError('a.csv: expected a whole gzip file') }
    expect(JSON.parse(scoreJson(failed, []))).toMatchObject({
      series: [
        { target: 'north', scores: [] },
        { target: 'south', scores: [] },
      ],
      failure: 'a.csv: expected a whole gzip file',
    })
  })

  it('has the scores of each series, with its key', () => {
    const { scores } = outcome
    const keyed = [
      { key: ['1', 'a'], scores },
      { key: ['2', 'b'], scores: undefined },
    ]
    expect(JSON.parse(scoreJson({ ...outcome, by: ['store', 'series'], keyed }, []))).toMatchObject({
      by: ['store', 'series'],
      series: [{ target: 'north', scores: [{ mae: 2.0567 }] }, { target: 'south' }],
      over: [
        {
          target: 'north',
          series: 1,
          mean: { mase: 0.517 },
          worst: [{ store: '1', key_series: 'a', mae: 2.0567, naive: 'the last value' }],
        },
        { target: 'south', series: 0, short: 1, mean: { mase: null }, worst: [] },
      ],
      keyed: [
        { store: '1', key_series: 'a', series: [{ target: 'north', scores: [{ mae: 2.0567 }] }, { target: 'south' }] },
        {
          store: '2',
          key_series: 'b',
          series: [
            { target: 'north', scores: [] },
            { target: 'south', scores: [] },
          ],
        },
      ],
    })
  })

  it('names the scores of outcomes, also over several series', () => {
    const { scores } = someOutcomes()
    const series = ['event', 'kind=a', 'kind=b']
    const keyed = ['1', '2'].map((store) => ({ key: [store], scores }))
    const json = JSON.parse(scoreJson({ ...outcome, by: ['store'], keyed, scores, series }, []))
    expect(json.series[0]).toMatchObject({ target: 'event', scores: [{ lead: 1 }, { lead: 2 }, {}], baselines: [] })
    expect(json.over[0]).toMatchObject({
      target: 'event',
      series: 2,
      short: 0,
      worst: [{ store: '1' }, { store: '2' }],
    })
    expect(json.over[0].worst[0].brier).toBeCloseTo(json.series[0].scores[2].brier, 12)
    expect(JSON.stringify(json)).not.toMatch(/"(mae|mase|wape)"/)
  })
})
