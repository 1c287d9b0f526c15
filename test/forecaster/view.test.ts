import { expect, it } from 'vitest'
import { Persistence } from '../../src/experts/persistence.ts'
import { View } from '../../src/forecaster/view.ts'

it('View shows what each expert says in the user’s units, as it is when looked at', () => {
  const expert = new Persistence({ channels: 1, covariates: 0, leads: [1] })
  const forecasts = Float64Array.of(0)
  const member = { expert, name: 'persistence', forecasts }
  const mixture = { weights: Float64Array.of(1), regrets: Float64Array.of(2) }
  const none = () => undefined
  const linear = new View([member], mixture, (numbers) => numbers.slice(), none)
  const logs = new View([member], mixture, (numbers) => numbers.map(Math.exp), none)
  expect([linear.forecasts[0], logs.forecasts[0], linear.experts, linear.cells]).toEqual([0, 1, ['persistence'], []])
  forecasts[0] = Math.log(5)
  expect(logs.forecasts[0]).toBeCloseTo(5, 12)
})
