import { describe, expect, it } from 'vitest'
import { forecastJson } from '../../src/cli/forecast-json.ts'
import { RecentSeries } from '../../src/cli/recent.ts'
import type { Look } from '../../src/look/look.ts'
import { outcome } from './outcome.ts'
import { scoredOf } from './scored-of.ts'

const look: Look = {
  source: { csv: { path: 'a.csv', time: 'date', target: 'sales' } },
  time: ['date'],
  targets: ['sales'],
  covariates: [],
  known: [],
  by: [],
  cadence: undefined,
  seasons: [],
  columns: ['date', 'value'],
  numbers: ['value'],
  left: [{ column: 'name', why: 'words' }],
  bounds: [{}],
  notes: ['a'],
  checks: {},
  rows: 60,
  whole: true,
  series: 1,
}

describe('forecastJson', () => {
  it('has the parts that are promised, in their order', () => {
    const recent = new RecentSeries()
    const scored = scoredOf(Array.from({ length: 60 }, (_, i) => i % 3))
    recent.write(scored, [])
    const next = scored.slice(-1)
    // The look has a note of its own on columns known ahead.
    const assumptions = ['price counts as known']
    const json = JSON.parse(forecastJson('a.csv', look, { ...outcome, next, warnings: ['b'], assumptions }, recent))
    expect(Object.keys(json)).toEqual([
      'file',
      'time',
      'targets',
      'outcome',
      'by',
      'cadence',
      'seasons',
      'left',
      'rows',
      'next',
      'scores',
      'recent',
      'notes',
    ])
    expect(json).toMatchObject({
      file: 'a.csv',
      time: 'date',
      cadence: null,
      left: [{ column: 'name', why: 'words' }],
      rows: { rows: 1461 },
      next: [{ series: 'sales', lead: 1, forecast: 2 }, { lead: 2 }],
      scores: [{ target: 'north' }, { target: 'south' }],
      recent: [{ series: 'sales', count: 30, betterThan: { 'repeating the last value': 0 } }],
      notes: ['a', 'b'],
    })
  })
})
