import { expect, it } from 'vitest'
import { BaseRates } from '../../src/cli/base-rates.ts'
import { outcomesOf } from './scored-of.ts'

it('keeps the shares as known at each of the last origins', () => {
  const scored = outcomesOf([1, 0, Number.NaN, 1])
  const rates = new BaseRates(scored[0]!)
  const known = scored.map((one) => {
    rates.add(one)
    return rates.at(1, 0)
  })
  expect(known).toEqual([1.5 / 2, 1.5 / 3, 1.5 / 3, 2.5 / 4])
  expect([rates.at(2, 1), rates.at(3, 0)]).toEqual([1.5 / 3, Number.NaN])
  rates.restart()
  expect(rates.at(1, 0)).toBeNaN()
})

it('takes the labels of each lead if they differ', () => {
  const [one] = outcomesOf([0])
  const rates = new BaseRates(one!)
  rates.add(Object.assign(one!, { actuals: Float64Array.of(0, 1) }))
  expect([rates.at(1, 0), rates.at(1, 1)]).toEqual([0.25, 0.75])
})
