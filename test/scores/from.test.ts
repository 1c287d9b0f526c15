import { expect, it } from 'vitest'
import { fromOf, isCounted } from '../../src/scores/from.ts'

const day = 86_400_000

it('counts every origin if no first one is given', () => {
  expect(fromOf(undefined)).toBeUndefined()
  expect([isCounted(undefined, 1, 0), isCounted(null, 1, Number.NaN)]).toEqual([true, true])
})

it('counts from a time on, the time itself included', () => {
  const from = fromOf('1970-01-03')
  expect(from).toEqual({ time: 2 * day })
  expect([1, 2, 3].map((days) => isCounted(from, 1, days * day))).toEqual([false, true, true])
  expect(isCounted(from, 1, 2 * day - 1)).toBe(false)
})

it('counts from an observation on, whatever its time', () => {
  const from = fromOf(5)
  expect([4, 5, 6].map((observation) => isCounted(from, observation, 0))).toEqual([false, true, true])
})
