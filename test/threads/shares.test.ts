import { expect, it } from 'vitest'
import { Shares } from '../../src/threads/shares.ts'

const given = (shares: Shares, rows: Record<number, number>) => {
  const shards = Object.keys(rows).map(Number)
  shares.give(new Map(shards.map((shard) => [shard, rows[shard]!])))
  return shards.map((shard) => shares.of(shard))
}

it('gives the largest shards first, each to the thread with the fewest rows', () => {
  expect(given(new Shares(2), { 0: 1, 1: 2, 2: 9, 3: 6 })).toEqual([1, 1, 0, 1])
  expect(given(new Shares(3), { 5: 4, 6: 4, 7: 4, 8: 1 })).toEqual([0, 1, 2, 0])
})

it('does not move a shard, and counts its rows', () => {
  const shares = new Shares(2)
  expect(given(shares, { 0: 5 })).toEqual([0])
  expect(given(shares, { 0: 5, 1: 1 })).toEqual([0, 1])
  expect(given(shares, { 2: 3 })).toEqual([1])
  expect(given(shares, { 1: 100, 3: 1, 0: 1 })).toEqual([0, 1, 0])
})

it('spreads series that come one after the other', () => {
  const shares = new Shares(2)
  expect([0, 1, 2, 3].flatMap((shard) => given(shares, { [shard]: 256 }))).toEqual([0, 1, 0, 1])
})

it('gives shards without rows, of states that are brought back', () => {
  expect(given(new Shares(2), { 3: 0 })).toEqual([0])
})
