import { describe, expect, it } from 'vitest'
import { shortKeys } from '../../../dashboards/words/short-keys.ts'

const keys = [
  ['store-0013', 'product-4711', 'region-north'],
  ['store-0014', 'product-4712', 'region-north'],
  ['store-0113', 'product-4711', 'region-north'],
]

describe('short names made of parts', () => {
  it('are whole if there is room', () => {
    expect(shortKeys(keys, 60)).toEqual({ names: keys.map((parts) => parts.join(' · ')), common: [] })
  })

  it('leave out the parts that are the same in all', () => {
    const { names, common } = shortKeys(keys, 26)
    expect(names).toEqual(['store-0013 · product-4711', 'store-0014 · product-4712', 'store-0113 · product-4711'])
    expect(common).toEqual(['region-north'])
  })

  it('then cut what is alike in the longest parts, and only in as many as needed', () => {
    expect(shortKeys(keys, 20).names).toEqual(['store-0013 · …4711', 'store-0014 · …4712', 'store-0113 · …4711'])
    expect(shortKeys(keys, 14).names).toEqual(['…0013 · …4711', '…0014 · …4712', '…0113 · …4711'])
  })

  it('stay different, whatever the room', () => {
    for (let room = 0; room < 60; room++) expect(new Set(shortKeys(keys, room).names).size).toBe(3)
  })

  it('of one series, or of equal ones, are whole', () => {
    expect(shortKeys([keys[0]!], 5).names).toEqual(['store-0013 · product-4711 · region-north'])
    expect(shortKeys([['a long name'], ['a long name']], 5).names).toEqual(['a long name', 'a long name'])
    expect(shortKeys([], 5).names).toEqual([])
  })
})
