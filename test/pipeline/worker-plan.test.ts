import { expect, it } from 'vitest'
import { workerPlan } from '../../src/pipeline/worker-plan.ts'
import { workerPipeline } from '../tasks/task-pipeline.ts'

const columns = 'time: time, target: value, by: station'

it('follows from the group of the source where the settings say nothing', () => {
  expect(workerPlan(workerPipeline({ columns, rest: '' }))).toEqual({
    topic: 'readings',
    group: 'weather',
    outputs: ['forecasts'],
    changelog: 'weather-state',
    deadLetters: 'weather-rejects',
    stateEvery: 1,
    batch: 500,
    keys: 'series',
    session: '6s',
  })
  const rest = 'worker: { changelog: other, stateEvery: 10 }'
  expect(workerPlan(workerPipeline({ columns, rest }))).toMatchObject({
    changelog: 'other',
    deadLetters: 'weather-rejects',
    stateEvery: 10,
    batch: 500,
  })
})
