import { expect, it } from 'vitest'
import { Recent } from '../../src/series/recent.ts'

it('Recent returns the last values by age, and counts them', () => {
  const recent = new Recent(2, 3)
  const lengths: number[] = []
  for (let t = 0; t < 7; t++) {
    recent.push(Float64Array.of(t, -t))
    lengths.push(recent.length)
  }
  expect(lengths).toEqual([1, 2, 3, 3, 3, 3, 3])
  expect([0, 1, 2].map((age) => [recent.ago(age, 0), recent.ago(age, 1)])).toEqual([
    [6, -6],
    [5, -5],
    [4, -4],
  ])
})

it('Recent has nothing older than its capacity, and nothing from before it was cleared', () => {
  const recent = new Recent(1, 2)
  for (const value of [1, 2, 3]) recent.push([value])
  expect([0, 1, 2].map((age) => recent.ago(age, 0))).toEqual([3, 2, Number.NaN])
  recent.clear()
  recent.push([4])
  expect([recent.length, recent.ago(0, 0), recent.ago(1, 0)]).toEqual([1, 4, Number.NaN])
})
