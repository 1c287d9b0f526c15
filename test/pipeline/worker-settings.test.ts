import { expect, it } from 'vitest'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'

const problems = (worker: string) => () =>
  parsePipeline(`source: { csv: { path: a.csv } }\nworker: ${worker}`, 'a.yaml')

it('checks the settings of a worker', () => {
  expect(problems('{ changelog: "a topic" }')).toThrow(/worker.changelog: expected a name of a topic/)
  expect(problems('{ stateEvery: 0 }')).toThrow(/worker.stateEvery: expected/)
  expect(problems('{ statesEvery: 2 }')).toThrow(/worker: expected a known option, got "statesEvery"/)
  expect(problems('{ session: soon }')).toThrow(/worker.session: expected/)
})
