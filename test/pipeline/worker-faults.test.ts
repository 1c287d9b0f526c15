import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../src/errors.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import type { Pipeline } from '../../src/pipeline/pipeline.ts'
import { demandWorker, uselessForWorker } from '../../src/pipeline/worker-faults.ts'
import { workerPipeline } from '../tasks/task-pipeline.ts'

const columns = 'time: time, target: value, by: station'
const messages = (pipeline: Pipeline): string[] => {
  try {
    demandWorker(pipeline)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map(({ message }) => message)
  }
}
const good = (rest = '') => workerPipeline({ columns, rest })
const source = (more: object, pipeline = good()) => ({
  ...pipeline,
  source: { ...pipeline.source, argument: { ...(pipeline.source.argument as object), ...more } },
})
const sink = (more: object, pipeline = good()) => ({
  ...pipeline,
  sinks: [{ ...pipeline.sinks[0]!, argument: { ...(pipeline.sinks[0]!.argument as object), ...more } }],
})

describe('what a worker cannot run', () => {
  it('is nothing of a pipeline from topics to topics', () => {
    expect(messages(good())).toEqual([])
    expect(messages(good('worker: { stateEvery: 7 }\nweights: shared'))).toEqual([])
  })

  it.each([
    ['total', good('total: true')],
    ['strict', good('strict: true')],
    ['kafka.join', source({ join: {} })],
    ['kafka.from', source({ from: 'latest' })],
    ['kafka.brokers', sink({ brokers: ['elsewhere:9092'] })],
    ['kafka.only', sink({ only: 'latest' })],
    ['kafka.compression', sink({ compression: 'gzip' })],
    ['kafka.topic', sink({ topic: 'readings' })],
    ['worker.changelog', good('worker: { changelog: readings }')],
    ['worker.changelog', good('worker: { changelog: weather-rejects }')],
    ['worker.deadLetters', good('worker: { deadLetters: forecasts }')],
    ['sinks', { ...good(), sinks: [] }],
  ])('is named with its cure: %s', (option, pipeline) => {
    const said = messages(pipeline)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(new RegExp(`^${option}: .*`))
    expect(said[0]).toMatch(/; |, which has another use/)
  })

  it('is another source or sink', () => {
    const other = parsePipeline('source: { csv: { path: a.csv, time: t, target: y } }\nsinks: [csv: b.csv]', 'a.yaml')
    expect(messages(other)).toEqual([expect.stringMatching(/^worker: expected the source kafka, got csv; /)])
    expect(messages({ ...good(), sinks: other.sinks })).toEqual([
      expect.stringMatching(/^csv: expected only sinks kafka, .*read their topic with rxcast run/),
    ])
  })
})

it('names settings that a worker does not use', () => {
  expect(uselessForWorker(good())).toEqual([])
  expect(uselessForWorker(good('checkpoint: state\nthreads: 4'))).toEqual([
    expect.stringMatching(/^checkpoint: /),
    expect.stringMatching(/^threads: /),
  ])
})
