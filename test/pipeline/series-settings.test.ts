import { describe, expect, it } from 'vitest'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { uselessSettings } from '../../src/pipeline/series-settings.ts'

const one = 'source: { csv: { path: a.csv, time: t, target: y } }\n'
const several = one.replace('target: y', 'target: y, by: k')
const useless = (source: string, settings: string) => uselessSettings(parsePipeline(source + settings, 'a.yaml'))

describe('settings of several series', () => {
  it('need several for a total', () => {
    expect(() => parsePipeline(`${one}total: true\n`, 'a.yaml')).toThrow(
      /^a\.yaml:2:\d+ total: expected a source with several series, got one; .* by, or leave out total$/,
    )
    expect(parsePipeline(`${several}total: true\n`, 'a.yaml').settings.total).toBe(true)
    expect(parsePipeline(`${one}total: false\n`, 'a.yaml').settings.total).toBe(false)
  })

  it.each(['shards: 4', 'weights: shared', 'threads: 2', 'maxActive: 3'])('have no effect on one: %s', (setting) => {
    const [name] = setting.split(':')
    expect(useless(one, setting)).toEqual([
      expect.stringMatching(new RegExp(`^${name}: has no effect on one series; `)),
    ])
    expect(useless(several, `${setting}\ncheckpoint: state\n`)).toEqual([])
  })

  it('are not noted when they are those of a run without them', () => {
    expect(useless(one, 'shards: 16\nweights: own\nthreads: 1\n')).toEqual([])
  })

  it('need a folder in which series wait', () => {
    expect(useless(several, 'maxActive: 3\n')).toEqual([expect.stringMatching(/^maxActive: needs a folder/)])
  })
})
