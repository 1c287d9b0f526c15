import { expect, it } from 'vitest'
import { limitsOf } from '../../src/pipeline/limits-of.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { prepare } from '../../src/pipeline/prepare.ts'

const source = 'source: { csv: { path: data/seattle-weather.csv, time: date, target: [temp_max, wind] } }\n'
const alerts = `${source}steps:
  - inOrder
  - forecast: 3
  - score
  - alert: { above: 30, within: 1d }
  - alert: { below: 0, within: 2d, target: temp_max }
  - alert: { above: 8, within: 2d, target: 1 }
`
const limits = [
  { side: 'above', value: 30 },
  { side: 'below', value: 0, channel: 0 },
  { side: 'above', value: 8, channel: 1 },
]

it('finds the limits of alerts, by target', () => {
  expect(limitsOf(parsePipeline(alerts, 'a.yaml').steps, ['temp_max', 'wind'])).toEqual(limits)
})

it('puts them into the plan of a run', async () => {
  expect((await prepare(parsePipeline(alerts, 'a.yaml'))).limits).toEqual(limits)
  expect((await prepare(parsePipeline(source, 'a.yaml'))).limits).toEqual([])
})
