import { expect, it } from 'vitest'
import { zeros } from '../../src/state/zeros.ts'

it('gives zeros of the asked length that no other array shares', () => {
  const arrays = Array.from({ length: 900 }, (_, i) => zeros(i))
  expect(arrays.map(({ length }) => length)).toEqual(arrays.map((_, i) => i))
  for (const [i, array] of arrays.entries()) array.fill(i)
  expect(arrays.every((array, i) => array.every((x) => x === i))).toBe(true)
  expect(zeros(40).every((x) => x === 0)).toBe(true)
})

it('puts small arrays into few buffers, and a large one into its own', () => {
  const buffers = new Set(Array.from({ length: 200 }, () => zeros(7).buffer))
  expect(buffers.size).toBeLessThanOrEqual(2)
  expect(zeros(4000).buffer.byteLength).toBe(32_000)
})
