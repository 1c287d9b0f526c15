import { expect, it } from 'vitest'
import { percentOf } from '../../src/series/forecast.ts'

it('percentOf tells levels apart, and shows no rounding of doubles', () => {
  expect([0.8, 0.95, 0.29, 0.975, 0.9975, 0.998, 0.99999].map(percentOf)).toEqual([
    '80',
    '95',
    '29',
    '97.5',
    '99.75',
    '99.8',
    '99.999',
  ])
})
