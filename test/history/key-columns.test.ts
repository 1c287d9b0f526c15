import { expect, it } from 'vitest'
import { keyColumns } from '../../src/history/key-columns.ts'

it('gives the columns of keys names that no other column of the tables has, in any case', () => {
  expect(keyColumns()).toEqual([])
  expect(keyColumns(['store', 'Store', 'STORE', 'Time', 'lower_80', 'a b'])).toEqual([
    'store',
    'key_Store',
    'key_STORE_2',
    'key_Time',
    'key_lower_80',
    'a b',
  ])
})
