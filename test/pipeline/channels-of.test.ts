import { describe, expect, it } from 'vitest'
import { channelsOf, namesOf } from '../../src/pipeline/channels-of.ts'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'

const source = { csv: { path: 'a.csv', time: 't', target: ['x', 'y'] } }

describe('channelsOf', () => {
  it('is the targets, or the outcomes of forecast', () => {
    expect(channelsOf(definePipeline({ source }))).toEqual(['x', 'y'])
    expect(channelsOf(definePipeline({ source, steps: [{ forecast: { outcome: { both: 'x > 1' } } }] }))).toEqual([
      'both',
    ])
  })
})

it('namesOf has the columns that tell series apart too', () => {
  expect(namesOf(definePipeline({ source: { csv: { ...source.csv, by: 'site' } } }))).toEqual({
    series: ['x', 'y'],
    by: ['site'],
  })
})
