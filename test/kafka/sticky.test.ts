import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Claim, divided } from '../../src/kafka/sticky.ts'

const claim = (partitions: number[], generation = 1): Claim => ({ partitions, generation })
const divide = (count: number, claims: Record<string, Claim>) =>
  Object.fromEntries(divided([...Array(count).keys()], new Map(Object.entries(claims))))

describe('partitions divided among members', () => {
  it('do not move without need', () => {
    const claims = { a: claim([4, 5]), b: claim([0, 1, 2]), c: claim([3]) }
    expect(divide(6, claims)).toEqual({ a: [4, 5], b: [0, 1], c: [2, 3] })
    expect(divide(5, { a: claim([0, 1]), b: claim([2, 3, 4]) })).toEqual({ a: [0, 1], b: [2, 3, 4] })
  })

  it('of a member that is gone go to the others, and those do not exchange theirs', () => {
    expect(divide(6, { a: claim([0, 3]), c: claim([2, 5]) })).toEqual({ a: [0, 1, 3], c: [2, 4, 5] })
  })

  it('go to a new member from those that have most', () => {
    const claims = { a: claim([0, 1, 2]), b: claim([3, 4, 5]), new: claim([], 0) }
    expect(divide(6, claims)).toEqual({ a: [0, 1], b: [3, 4], new: [2, 5] })
  })

  it('are those of the member that was given them last, if one that was away claims them too', () => {
    const claims = { zombie: claim([0, 1], 3), owner: claim([0, 1], 4) }
    expect(divide(3, claims)).toEqual({ zombie: [2], owner: [0, 1] })
  })

  it('all have one owner, evenly, whatever is claimed', () => {
    const member = fc.record({ partitions: fc.uniqueArray(fc.nat(40)), generation: fc.nat(5) })
    fc.assert(
      fc.property(fc.nat(30), fc.array(member, { minLength: 1, maxLength: 8 }), (count, members) => {
        const claims = Object.fromEntries(members.map((one, i) => [`m${i}`, one]))
        const own = Object.values(divide(count, claims))
        expect(own.flat().sort((a, b) => a - b)).toEqual([...Array(count).keys()])
        const sizes = own.map(({ length }) => length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
