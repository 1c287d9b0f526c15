import { describe, expect, it } from 'vitest'
import { KeyColumns } from '../../src/sources/key-columns.ts'
import { ndjsonSource } from '../../src/sources/ndjson.ts'
import { fileOf, gather } from './gathered.ts'

describe('KeyColumns', () => {
  it('returns the same key for the same texts', () => {
    const keys = new KeyColumns([2, 0])
    const key = keys.of(['a', 'x', ' 1 '])
    expect(key).toEqual(['1', 'a'])
    expect(keys.of(['a', 'y', '1'])).toBe(key)
  })

  it('has no key for cells that are all empty', () => {
    const keys = new KeyColumns([0, 1])
    expect(keys.of(['', ' '])).toBeUndefined()
    expect(keys.of(['France', ''])).toEqual(['France', ''])
  })
})

describe('by', () => {
  const options = { time: 'day', target: 'y' }

  it('says which series a row belongs to', async () => {
    const path = fileOf('day,store,item,y\n2024-01-01,1,a,1\n2024-01-01,1,b,2\n2024-01-02,1,a,3\n')
    const one = await gather(path, { ...options, by: 'item' })
    expect(one.observations.map(({ key }) => key)).toEqual([['a'], ['b'], ['a']])
    const two = await gather(path, { ...options, by: ['store', 'item'] })
    expect(two.observations.map(({ key }) => key)).toEqual([
      ['1', 'a'],
      ['1', 'b'],
      ['1', 'a'],
    ])
    expect(two.observations[0]!.key).toBe(two.observations[2]!.key)
  })

  it('leaves observations without a key if there is no by', async () => {
    const { observations } = await gather(fileOf('day,y\n2024-01-01,1\n'), options)
    expect(observations[0]).not.toHaveProperty('key')
  })

  it('reads fields of NDJSON, and rejects a row without one', async () => {
    const path = fileOf('{"t":"2024-01-01","d":7,"y":1}\n{"t":"2024-01-01","y":2}\n', '.ndjson')
    const { observations, rejects } = await gather(path, { time: 't', target: 'y', by: 'd' }, { word: ndjsonSource })
    expect(observations.map(({ key }) => key)).toEqual([['7']])
    expect(rejects).toMatchObject([{ column: 'd', reason: expect.stringMatching(/^expected a text that says which/) }])
  })
})
