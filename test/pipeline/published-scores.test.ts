import { expect, it } from 'vitest'
import { definePipeline } from '../../src/pipeline/define-pipeline.ts'
import { publishedScores } from '../../src/pipeline/published-scores.ts'

const pipeline = definePipeline(
  {
    source: { csv: { path: '../data/seattle-weather.csv', time: 'date', target: 'temp_max' } },
    cadence: '1d',
    steps: [{ forecast: { horizon: 3, season: '1w' } }, 'score', { alert: { above: 30, within: 3 } }],
  },
  { folder: 'pipelines' },
)
/** Scores a forecast at the second lead alone, without intervals, which an alert cannot use. */
const scored = async (alerts: boolean) => {
  const { score } = await publishedScores(pipeline, alerts)
  let made = 0
  const numbers = { values: Float64Array.of(1), levels: [], lower: [], upper: [] }
  score
    .open(() => made++)
    .next({ origin: 0, observation: { time: 0, values: [1] }, leads: [2], times: [2], ...numbers })
  return made
}

it('has the steps after the forecasts, with the season of these', async () => {
  const { cadence, limits, outcomes, season } = await publishedScores(pipeline, true)
  expect({ cadence, limits, season }).toEqual({ cadence: '1d', limits: [{ side: 'above', value: 30 }], season: 7 })
  expect(outcomes).toBeUndefined()
})

it('leaves out alerts if it is asked to', async () => {
  await expect(scored(true)).rejects.toThrow('alert: expected forecasts with intervals')
  expect(await scored(false)).toBe(1)
})
