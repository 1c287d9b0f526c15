import { expect, it } from 'vitest'
import { timeOrNone, validTime } from '../../src/series/valid-time.ts'

it('a time is one that Date can hold; none is NaN', () => {
  for (const time of [0, -1, 8.64e15, -8.64e15]) expect(validTime.holds(time, 0)).toBe(true)
  for (const time of [8.64e15 + 1, Number.NaN, Number.POSITIVE_INFINITY]) expect(validTime.holds(time, 0)).toBe(false)
  expect([timeOrNone.holds(Number.NaN, 0), timeOrNone.holds(0, 0)]).toEqual([true, true])
  expect([timeOrNone.holds(9e15, 0), timeOrNone.holds(Number.NEGATIVE_INFINITY, 0)]).toEqual([false, false])
})
