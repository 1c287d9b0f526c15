import { expect, it } from 'vitest'
import { keyFields, keyNames } from '../../src/series/key-names.ts'

it('keeps the names of columns, unless the output has such a column already', () => {
  expect(keyNames(['store', 'series', 'lower_80', 'upper_97.5', 'lower'])).toEqual([
    'store',
    'key_series',
    'key_lower_80',
    'key_upper_97.5',
    'lower',
  ])
  expect(keyNames()).toEqual([])
})

it('gives the key as fields', () => {
  expect(keyFields(['store', 'time'], ['1', 'a'])).toEqual({ store: '1', key_time: 'a' })
  expect(keyFields(undefined, undefined)).toEqual({})
})
