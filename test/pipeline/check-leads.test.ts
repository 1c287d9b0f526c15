import { describe, expect, it } from 'vitest'
import { leadFaults } from '../../src/pipeline/check-leads.ts'
import { parsePipeline } from '../../src/pipeline/load-pipeline.ts'
import { runPipeline } from '../../src/pipeline/run-pipeline.ts'

const text = (steps: string, leads: string, more = '') => `source:
  csv: { path: data/seattle-weather.csv, time: date, target: temp_max }
${more}steps: [${steps}]
sinks:
  - csv: out.csv
  - ndjson:
      path: '-'
      leads: ${leads}
`
const parsed = (...args: Parameters<typeof text>) => parsePipeline(text(...args), 'a.yaml')
const refused = (made: string, got: number) =>
  `ndjson.leads: expected leads that are forecast (${made}), got ${got}; raise horizon, or leave it out`

describe('leadFaults', () => {
  it.each([
    ['forecast: 5', '1, 2, … 5'],
    ['forecast: { leads: [24, 1] }', '1, 24'],
    ['normalize, lookback: 4, lstm: { horizon: 2 }', '1, 2'],
  ])('are leads of a sink that are not forecast: %s', (steps, made) => {
    expect(() => parsed(steps, '[1, 9]')).toThrow(`a.yaml:8:7 ${refused(made, 9)}`)
    expect(() => parsed(steps, '[1]')).not.toThrow()
  })

  it('are found by a cadence that is stated', () => {
    expect(() => parsed('forecast', '[7]', 'cadence: 1d\n')).not.toThrow()
    expect(() => parsed('forecast', '[8]', 'cadence: 1d\n')).toThrow(refused('1, 2, … 7', 8))
    expect(() => parsed('forecast: { cadence: 1h }', '[8]', 'cadence: 1d\n')).not.toThrow()
  })

  it('are found by the cadence that the rows show, before the first of them is forecast from', async () => {
    const { sinks, steps } = parsed('forecast', '[8]')
    expect(leadFaults(steps, sinks, undefined)).toEqual([])
    await expect(runPipeline(parsed('forecast', '[8]'))).rejects.toThrow(`a.yaml:8:7 ${refused('1, 2, … 7', 8)}`)
  })
})
