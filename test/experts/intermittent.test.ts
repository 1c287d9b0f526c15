import { expect, it } from 'vitest'
import { isIntermittent } from '../../src/experts/intermittent.ts'

it('isIntermittent asks for a quarter of zeros, among some values', () => {
  expect([isIntermittent(133, 100), isIntermittent(131, 100)]).toEqual([true, false])
  expect([isIntermittent(3, 0), isIntermittent(4, 1)]).toEqual([false, true])
})
