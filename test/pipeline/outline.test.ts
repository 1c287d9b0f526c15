import { describe, expect, it } from 'vitest'
import type { Look } from '../../src/look/look.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { outline } from '../../src/pipeline/outline.ts'

const look: Look = {
  source: { csv: { path: 'a.csv', time: 'date', target: 'temp max', covariates: ['wind', 'rain'] } },
  time: ['date'],
  targets: ['temp max'],
  covariates: ['wind', 'rain'],
  known: [],
  by: [],
  cadence: '1d',
  seasons: [365],
  columns: ['date', 'temp max', 'wind', 'rain', 'sky'],
  numbers: ['temp max', 'wind', 'rain'],
  left: [{ column: 'sky', why: 'words, such as “fair”' }],
  bounds: [{ min: 0 }],
  notes: [],
  checks: {},
  rows: 1461,
  whole: true,
  series: 1,
}
const paths = { path: '../data/a.csv', name: 'a', schema: 's.json' }
const written = (change: Partial<Look>) => {
  const text = outline({ ...look, ...change }, paths)
  const { source, steps, sinks } = parsePipeline(text, 'a.yaml')
  return {
    text,
    source: source.argument,
    steps: steps.map(({ word }) => word.name),
    sinks: sinks.map(({ argument }) => argument),
  }
}

describe('outline', () => {
  it('is a valid pipeline file', () => {
    const { source, steps, sinks } = written({})
    expect(source).toMatchObject({
      path: '../data/a.csv',
      time: ['date'],
      target: ['temp max'],
      covariates: ['wind', 'rain'],
    })
    expect(steps).toEqual(['inOrder', 'fillGaps', 'forecast', 'score'])
    expect(sinks).toEqual(['out/a.csv', 'out/a.html'])
  })

  it('comments on options, on what to check, and on what is left out', () => {
    const csv = { path: 'a.csv', time: 'date', timeFormat: 'd/M/yyyy', target: 'temp max', delimiter: ';' }
    const { text } = written({ source: { csv }, checks: { timeFormat: '"M/d/yyyy" fits as well: check it' } })
    expect(text.split('\n')).toEqual([
      '# yaml-language-server: $schema=s.json',
      '# Run it:    rxcast run THIS-FILE          Watch it:  rxcast run THIS-FILE --dashboard',
      '# Check it:  rxcast check THIS-FILE        Words:     rxcast list',
      'source:',
      '  csv:',
      '    path: ../data/a.csv # relative to this file; .gz is decompressed, - is standard input',
      '    time: date',
      '    timeFormat: d/M/yyyy # "M/d/yyyy" fits as well: check it',
      '    target: temp max # what to forecast; a list [a, b] forecasts several',
      '    delimiter: ;',
      '    # left out: "sky", words, such as “fair”',
      'steps:',
      '  - inOrder # each time once, in rising order; late rows are rejected',
      '  - fillGaps: 1d # makes all steps equally long; forecasting restarts after a long gap',
      '  - forecast:',
      '      horizon: 7',
      '      season: 1y',
      '      intervals: [0.8, 0.95]',
      '      min: 0 # no value was lower; delete it if one can be',
      '  - score # each forecast when its target arrives, beside persistence and seasonal naive',
      'sinks:',
      '  - csv: out/a.csv # a row for each origin and lead',
      '  - report: out/a.html # a page that opens from disk',
      '',
    ])
  })

  it('quotes names that YAML would misread', () => {
    const odd = ['a: b', 'x, y', '#', 'ü', '- z', '1e3', 'null']
    const csv = { path: 'a.csv', time: '2024', target: 'yes', covariates: odd, delimiter: '\t', decimal: ',' as const }
    expect(written({ source: { csv } }).source).toMatchObject({
      time: ['2024'],
      target: ['yes'],
      covariates: odd,
      delimiter: '\t',
    })
  })

  it('does not mistake the name of a column for a step', () => {
    const csv = { path: 'a.csv', time: 'date', target: ['score', 'inOrder'] }
    expect(written({ source: { csv } }).text).toContain('target: [score, inOrder] # what to forecast')
  })
})
