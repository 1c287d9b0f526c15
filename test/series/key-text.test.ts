import { expect, it } from 'vitest'
import { keyText } from '../../src/series/key-text.ts'

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
