import { describe, expect, it } from 'vitest'
import { inputProblem } from '../../src/pipeline/input-problem.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'

const problem = (source: string) => inputProblem(parsePipeline(`source:\n  ${source}\n`, 'a.yaml'))
const csv = (path: string) => `csv: { path: ${path}, time: date, target: temp_max }`

describe('inputProblem', () => {
  it('names a file that is not there, and a folder, where they stand', () => {
    expect(problem(csv('data/nope.csv'))).toEqual({
      where: 'a.yaml:2:16',
      message: 'csv.path: expected a file to read, got "data/nope.csv", no such file; it counts from the pipeline file',
    })
    expect(problem(csv('data'))?.message).toBe(
      'csv.path: expected a file to read, got "data", a folder; name the file in it',
    )
    expect(problem('ndjson: nope.ndjson')?.where).toBe('a.yaml:2:11')
  })

  it('has nothing to say of a file that is there, and of standard input', () => {
    expect(problem(csv('data/seattle-weather.csv'))).toBeUndefined()
    expect(problem("ndjson: '-'")).toBeUndefined()
  })
})
