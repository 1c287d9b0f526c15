import { expect, it } from 'vitest'
import { stateKey } from '../../src/shards/partition.ts'

it('stateKey names the states of series and shards apart', () => {
  const ids = [{ series: ['a'] }, { series: ['a', 'b'] }, { series: [] }, { shard: 3 }]
  expect(ids.map(stateKey)).toEqual(['series/a', 'series/["a","b"]', 'series/', 'shard/3'])
})
