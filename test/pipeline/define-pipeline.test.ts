import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'

const source = { csv: { path: 'a.csv', time: 'date', target: 'value' } }

describe('definePipeline', () => {
  it('equals the same pipeline from a file', () => {
    const defined = definePipeline(
      { source, steps: [{ forecast: { horizon: 3 } }], season: '1w' },
      { name: 'a', folder: 'x' },
    )
    const parsed = parsePipeline(
      'source: { csv: { path: a.csv, time: date, target: value } }\nsteps: [forecast: { horizon: 3 }]\nseason: 1w\n',
      'x/a.yaml',
    )
    expect({ ...defined, locate: undefined }).toEqual({ ...parsed, locate: undefined })
  })

  it('resolves paths from the working directory by default', () => {
    expect(definePipeline({ source }).folder).toBe(resolve('.'))
  })

  it('reports problems with their path in the call tree, once', () => {
    expect(() => definePipeline({ source, steps: [{ forecast: { horizon: 0 } }, 'scor'] }, { name: 'prices' })).toThrow(
      /^prices\.steps\.0\.forecast\.horizon: expected a number at least 1, got 0\nprices\.steps\.1: expected one of /,
    )
  })
})
