import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Agreement, agreedUpon, assigned, type Claim, divided } from '../../src/kafka/sticky.ts'

const claim = (partitions: number[], generation = 1) => ({ partitions, generation })
const divide = (count: number, claims: Record<string, ReturnType<typeof claim>>) =>
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

describe('members that have not agreed', () => {
  const agreement: Agreement = { topic: 'readings', changelog: 'weather-state', partitions: 4, settings: 'a1' }
  const claims = (others: Partial<Agreement>, generation = 0): Map<string, Claim> =>
    new Map([
      ['a new one', { ...claim([], generation), agreement: { ...agreement, ...others } }],
      ['one', { ...claim([2, 3], 7), agreement }],
      ['two', { ...claim([0, 1], 7), agreement }],
    ])

  it.each([{ changelog: 'other' }, { settings: 'b2' }, { partitions: 5 }, { topic: 'other' }])(
    'get no partitions, and take none from those that were there before: %j',
    (others) => {
      expect(agreedUpon(claims(others))).toEqual(agreement)
      expect(assigned(claims(others))).toEqual(
        new Map([
          ['a new one', []],
          ['one', [2, 3]],
          ['two', [0, 1]],
        ]),
      )
    },
  )

  it('are those in the minority of time, not of number', () => {
    const many = claims({ changelog: 'other' }, 8)
    expect([...assigned(many).values()].map(({ length }) => length)).toEqual([4, 0, 0])
    expect(agreedUpon(new Map())).toBeUndefined()
  })
})
