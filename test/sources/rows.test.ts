import { expect, it } from 'vitest'
import { isObservation } from '../../src/sources/rows.ts'

it('tells observations from rejects, headers and rows that are left out', () => {
  const reject = { reason: 'expected a number', raw: ['x'] }
  expect([{ time: 0, values: [1] }, reject, 'header' as const, 'where' as const].map(isObservation)).toEqual([
    true,
    false,
    false,
    false,
  ])
})
