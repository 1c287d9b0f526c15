import { expect, it } from 'vitest'
import { jsonCell } from '../../src/sources/json-cell.ts'

it('writes numbers, texts and missing fields as text', () => {
  const cells = [0.1, -1e300, 'a', true, null, undefined].map((field) => jsonCell(field, 'x', false))
  expect(cells).toEqual(['0.1', '-1e+300', 'a', 'true', '', ''])
  expect(jsonCell({ b: 1 }, 'a', false)).toEqual({
    reason: 'expected a number or text, got an object; name a field in it, such as a.b',
  })
})

it('refuses an integer as a key if another one is the same double', () => {
  const reason = 'expected text, or an integer up to 9007199254740991, got a larger one; write it as text'
  const keys: unknown[] = JSON.parse('[9007199254740992, 12345678901234567890, -12345678901234567891, 1e400]')
  for (const key of keys) expect(jsonCell(key, 'k', true)).toEqual({ reason })
  expect(jsonCell(9007199254740991, 'k', true)).toBe('9007199254740991')
  expect(jsonCell('12345678901234567890', 'k', true)).toBe('12345678901234567890')
  expect(jsonCell(keys[1], 'k', false)).toBe('12345678901234567000')
})
