import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkTree } from '../../src/pipeline/check-tree.ts'

const source = { csv: { path: 'a.csv', time: 'date', target: 'value' } }
const said = (tree: unknown) => {
  const parts = checkTree(tree)
  return 'source' in parts ? [] : parts.map(({ path, message }) => `${path.join('.')} ${message}`)
}

describe('checkTree', () => {
  it('parses a whole tree', () => {
    const parts = checkTree({
      source,
      steps: ['inOrder', { forecast: 3 }, 'score'],
      sinks: [{ csv: 'out.csv' }],
      seed: 5,
    })
    if (!('source' in parts)) throw new Error('expected a good tree')
    expect(parts.source.word.name).toBe('csv')
    expect(parts.steps.map(({ word }) => word.name)).toEqual(['inOrder', 'forecast', 'score'])
    expect(parts.sinks.map(({ argument }) => argument)).toEqual(['out.csv'])
    expect([parts.settings.seed, parts.added]).toEqual([5, []])
  })

  it('treats null as absent', () => {
    expect(said({ source, steps: null, sinks: null, seed: null, cadence: null })).toEqual([])
  })

  it('refuses two sinks with the same file', () => {
    expect(said({ source, sinks: [{ csv: 'out/a' }, { ndjson: './out/a' }] })).toEqual([
      'sinks.1.ndjson ndjson: expected a file of its own, got "./out/a", which csv writes too as "out/a"; name another',
    ])
    expect(said({ source, sinks: [{ csv: 'b.csv' }, { report: 'a.html' }, 'stdout', 'stdout'] })).toEqual([])
  })

  it('refuses a sink that would overwrite the data with forecasts or rejects', () => {
    const own = 'expected a file of its own, got'
    for (const path of ['a.csv', './x/../a.csv', resolve('data/a.csv')]) {
      const parts = checkTree({ source, sinks: [{ csv: path }] }, 'data')
      expect(parts).toEqual([
        {
          path: ['sinks', 0, 'csv'],
          message: `csv: ${own} "${path}", which is the input${path === 'a.csv' ? '' : ' as "a.csv"'}; name another`,
        },
      ])
    }
    const rejects = { ndjson: { path: 'b.rejects.ndjson', time: 'date', target: 'value' } }
    expect(said({ source: rejects, sinks: [{ report: 'b' }] })).toEqual([
      'sinks.0.report report: expected a file of its own for its rejects, got "b.rejects.ndjson", which is the input; name another',
    ])
    expect(said({ source: { csv: { ...source.csv, path: '-' } }, sinks: [{ csv: '-' }] })).toEqual([])
  })

  it('adds stdout if rows arrive live and there is no sink', () => {
    const parts = (path: string, sinks: readonly unknown[]) => {
      const parts = checkTree({
        source: { csv: { ...source.csv, path } },
        steps: ['inOrder', 'forecast', 'score'],
        sinks,
      })
      if (!('source' in parts)) throw new Error('expected a good tree')
      return [parts.sinks.map(({ word }) => word.name), parts.added]
    }
    expect(parts('-', [])).toEqual([['stdout'], ['stdout']])
    expect(parts('-', [{ csv: 'b.csv' }])).toEqual([['csv'], []])
    expect(parts('a.csv', [])).toEqual([[], []])
  })

  it('tells an alert whether the forecasts are of outcomes', () => {
    const messages = (outcome: unknown, alert: object) =>
      said({ source, steps: [{ forecast: { outcome } }, 'score', { alert: { within: 1, ...alert } }] })
    const up = { up: `${source.csv.target} > 1` }
    expect(messages(up, { above: 3 })).toEqual([expect.stringContaining('expected probability alone')])
    expect(messages(false, { probability: 0.7 })).toEqual([expect.stringContaining('expected above or below')])
  })

  it('tells the cadence and the seasons that are stated to the experts of outcomes', () => {
    const forecast = { outcome: { up: `${source.csv.target} > 1` }, experts: ['seasonRate(season 2)'] }
    const messages = (settings: object) => said({ source, steps: [{ forecast }], ...settings })
    const unsuited = expect.stringContaining(
      'forecast.experts.0: expected the name of an expert of these outcomes, got "seasonRate(season 2)"',
    )
    expect(messages({ cadence: '1d', season: '1w' })).toEqual([unsuited])
    expect(messages({ cadence: '1d', season: ['1y', '1w'] })).toEqual([])
    expect(messages({ season: '1w' })).toEqual([])
  })

  it('truncates the quotes from a data file that was mistaken for a pipeline', () => {
    const [fault] = said('date,value 2024-01-01,1 '.repeat(1000))
    expect(fault).toMatch(/got "date,value .{40,60}…; rxcast init FILE\.csv writes a pipeline that runs$/)
  })

  it('suggests the options of the block in which a name is misspelt', () => {
    const faults = checkTree({ source, worker: { sesion: '6s' } })
    expect(JSON.stringify(faults)).toContain('did you mean \\"session\\"')
  })

  it('refuses a column that is used twice', () => {
    const used = (columns: object) => said({ source: { csv: { ...source.csv, ...columns } } })
    const fault = (at: string, other: string, name: string) =>
      `source.csv.${at} csv.${at}: expected a column that is not ${other} already, got "${name}"; leave one out`
    expect(used({ target: ['y', 'x', 'y'] })).toEqual([fault('target.2', 'a target', 'y')])
    expect(used({ covariates: ['value'] })).toEqual([fault('covariates.0', 'a target', 'value')])
    expect(used({ target: 'date' })).toEqual([fault('target', 'the time', 'date')])
    expect(used({ target: ['y', 'x'], covariates: ['z'] })).toEqual([])
  })

  it('refuses steps that do not know what to do with probabilities', () => {
    const steps = [{ forecast: { horizon: 2, outcome: { high: 'value > 3' } } }, { conformal: 0.8 }]
    expect(said({ source, steps })).toEqual([
      'steps.1.conformal conformal: expected forecasts of values, got outcomes; probabilities have no intervals: leave it out',
    ])
  })

  it('finds problems in every part', () => {
    expect(said({ source: 'cvs', steps: 'x', sinks: [5], seed: 'y', zebra: 1 })).toHaveLength(5)
  })
})
