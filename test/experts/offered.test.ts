import { expect, it } from 'vitest'
import { Offered } from '../../src/experts/offered.ts'

const input = (offered?: Float64Array) => ({
  time: 0,
  values: Float64Array.of(1),
  missing: Uint8Array.of(0),
  covariates: new Float64Array(),
  ...(offered && { offered }),
})

it('Offered forecasts what its forecaster has, and sleeps otherwise', () => {
  const second = new Offered({ channels: 1, covariates: 0, leads: [1, 2] }, 1)
  const out = new Float64Array(2)
  second.learn(input(Float64Array.of(1, 2, 3, Number.NaN)))
  second.forecast(out)
  expect([...out]).toEqual([3, Number.NaN])
  second.learn(input())
  second.forecast(out)
  expect([...out]).toEqual([Number.NaN, Number.NaN])
})
