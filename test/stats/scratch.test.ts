import { expect, it } from 'vitest'
import { scratch } from '../../src/stats/scratch.ts'

it('scratch is one array for each user and length', () => {
  const array = scratch('test', 3)
  expect(array).toEqual(new Float64Array(3))
  expect(scratch('test', 3)).toBe(array)
  expect(scratch('test', 4)).toHaveLength(4)
  expect(scratch('other', 3)).not.toBe(array)
})
