import { expect, it } from 'vitest'
import { normalize } from '../../src/forecaster/weighting.ts'

it('divides the weights of a lead by their sum without those asleep; if it is not usable, all awake are equal', () => {
  const weights = Float64Array.of(3, 1, 4, 8, 8, 16)
  normalize(weights, Uint8Array.of(0, 0, 1, 0, 0, 0), 3)
  expect([...weights]).toEqual([0.75, 0.25, 0, 0.25, 0.25, 0.5])
  const none = Float64Array.of(0, 0, 7)
  normalize(none, Uint8Array.of(0, 0, 1), 3)
  expect([...none]).toEqual([0.5, 0.5, 0])
  normalize(none, Uint8Array.of(1, 1, 1), 3)
  expect([...none]).toEqual([0, 0, 0])
})
