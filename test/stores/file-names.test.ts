import { expect, it } from 'vitest'
import { dataName, manifestName, partName, storeFile } from '../../src/stores/file-names.ts'

it('gives names that sort by number, and knows them again', () => {
  for (const number of [0, 7, 12_345_678, 123_456_789]) {
    expect(storeFile(manifestName(number))).toEqual({ name: manifestName(number), kind: 'manifest', number })
    expect(storeFile(partName(number))).toMatchObject({ kind: 'part', number })
    expect(storeFile(dataName(number))).toMatchObject({ kind: 'data', number })
  }
  expect([manifestName(10), manifestName(9)].sort()).toEqual([manifestName(9), manifestName(10)])
})

it('does not take other names for its own', () => {
  for (const name of [
    'checkpoint-1.json',
    'checkpoint-000000001.json',
    'checkpoint-00000001.json~',
    'a',
    '../checkpoint-00000001.data',
  ])
    expect(storeFile(name)).toBeUndefined()
})
