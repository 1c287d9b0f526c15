import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadPipeline } from '../../src/pipeline/load-pipeline.ts'
import { demandWorker } from '../../src/pipeline/worker-faults.ts'

const files = readdirSync('pipelines/kafka')

it.each(files)('a worker can run pipelines/kafka/%s', (file) => {
  expect(() => demandWorker(loadPipeline(`pipelines/kafka/${file}`))).not.toThrow()
})
