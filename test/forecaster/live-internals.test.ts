import { expect, it } from 'vitest'
import { Persistence } from '../../src/experts/persistence.ts'
import { LiveInternals } from '../../src/forecaster/live-internals.ts'

it('LiveInternals shows each expert’s forecast in original units, at the time it is read', () => {
  const expert = new Persistence({ channels: 1, covariates: 0, leads: [1] })
  const forecasts = Float64Array.of(0)
  const member = { expert, name: 'persistence', forecasts }
  const mixture = { weights: Float64Array.of(1), regrets: Float64Array.of(2) }
  const none = () => undefined
  const linear = new LiveInternals([member], mixture, (numbers) => numbers.slice(), none)
  const logs = new LiveInternals([member], mixture, (numbers) => numbers.map(Math.exp), none)
  expect([linear.forecasts[0], logs.forecasts[0], linear.experts, linear.cells]).toEqual([0, 1, ['persistence'], []])
  forecasts[0] = Math.log(5)
  expect(logs.forecasts[0]).toBeCloseTo(5, 12)
})
