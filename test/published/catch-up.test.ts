import { expect, it } from 'vitest'
import { CatchUp } from '../../src/published/catch-up.ts'

const places = (ends: number[], positions: number[], topic = 'readings') => ({
  topic,
  ends: new Map(ends.entries()),
  positions: new Map(positions.entries()),
})

it('is behind until every partition of every topic was read to where it ended a look before', () => {
  const page = new CatchUp()
  const look = (now: number, ...topics: ReturnType<typeof places>[]) => {
    page.look(topics, now)
    return page.behind
  }
  expect(page.behind).toBe(true)
  expect(look(0, places([10, 10], [10, 4]))).toBe(true)
  expect(look(1000, places([20, 10], [12, 8]))).toBe(true)
  expect(look(2000, places([30, 10], [25, 10]))).toBe(false)
  expect(look(3000, places([30, 10], [30, 10]), places([5], [], 'forecasts'))).toBe(true)
  expect(look(4000, places([30, 10], [30, 10]), places([9], [5], 'forecasts'))).toBe(false)
})

it('does not wait forever for what is never read', () => {
  const page = new CatchUp()
  const at = (now: number, position: number) => {
    page.look([places([10], [position])], now)
    return page.behind
  }
  expect([at(0, 8), at(10_000, 9), at(24_000, 9), at(26_000, 9)]).toEqual([true, true, true, false])
})
