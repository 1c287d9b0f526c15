import { expect, it } from 'vitest'
import { timed } from '../../src/run/timed.ts'

it('a timed function does the same and tells how long it took', () => {
  const seen: number[] = []
  const told: number[] = []
  const push = (value: number) => void seen.push(value)
  const both = timed(push, (ms) => told.push(ms))
  both(1)
  both(2)
  expect(seen).toEqual([1, 2])
  expect(told.length).toBe(2)
  expect(Math.min(...told)).toBeGreaterThanOrEqual(0)
  expect(timed(push, undefined)).toBe(push)
})
