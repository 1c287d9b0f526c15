import { expect, it } from 'vitest'
import { leastNeeded } from '../../src/recording/least-needed.ts'

const all = [3, 0, 7, 0, 2].map((asked, number) => ({ asked, number }))

it('the series that needs the least is found, the last of several', () => {
  expect(leastNeeded(all, 1)).toEqual({ asked: 0, number: 3 })
  expect(leastNeeded(all.reverse(), 5)).toEqual({ asked: 0, number: 3 })
})

it('none is found that needs as much', () => {
  expect(leastNeeded(all, 0)).toBeUndefined()
  expect(leastNeeded([], 5)).toBeUndefined()
})
