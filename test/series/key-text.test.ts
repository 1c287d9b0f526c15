import { expect, it } from 'vitest'
import { keyText, partsOfKey } from '../../src/series/key-text.ts'

it('is different for different keys of a run, and empty for its only series', () => {
  const keys = [
    ['a', 'b'],
    ['a,b', ''],
    ['a', ''],
    ['', 'a'],
  ]
  expect(new Set(keys.map(keyText)).size).toBe(keys.length)
  expect([keyText(undefined), keyText(['a'])]).toEqual(['', 'a'])
})

it('is read back if the key has several parts, and only if it has', () => {
  const key = ['Seattle "2"', 'north']
  expect(partsOfKey(keyText(key))).toEqual(key)
  for (const text of ['Seattle', '["Seattle"]', '["Seattle", "north"]', '["Seattle",7]', '["Seattle","north"', '[]'])
    expect(partsOfKey(text)).toBeUndefined()
})
