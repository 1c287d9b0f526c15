import { expect, it } from 'vitest'
import { add, dot } from '../../src/stats/linear.ts'

const a = Float64Array.from({ length: 12 }, (_, i) => i)
const b = Float64Array.from({ length: 12 }, (_, i) => 10 * i + 1)

it('multiplies and adds every element of a stretch, and no other, whatever its length', () => {
  for (let length = 0; length <= 9; length++) {
    let expected = 0
    const sums = Float64Array.from(a)
    for (let k = 0; k < length; k++) {
      expected += a[2 + k]! * b[1 + k]!
      sums[2 + k]! += 3 * b[1 + k]!
    }
    expect(dot(a, 2, b, 1, length)).toBe(expected)
    const added = Float64Array.from(a)
    add(added, 2, b, 1, length, 3)
    expect([...added]).toEqual([...sums])
  }
})
