import { expect, it } from 'vitest'
import { parseProgress, progressKey, progressRecord } from '../../src/engine/progress.ts'
import { parseRecordKey } from '../../src/engine/record-key.ts'

it('is one record, which no key of a store is taken for', () => {
  const progress = { position: 2 ** 50, mark: 2 ** 32 - 1 }
  expect(parseProgress(progressRecord(progress))).toEqual(progress)
  expect(parseProgress({ key: progressKey, value: undefined })).toBeUndefined()
  expect(parseProgress({ key: 'a', value: progressRecord(progress).value })).toBeUndefined()
  expect(parseRecordKey(progressKey)).toBeUndefined()
})

it('is read as earlier versions wrote it, with two numbers of outputs before it', () => {
  const value = new TextEncoder().encode('40 12 7 99')
  expect(parseProgress({ key: progressKey, value })).toEqual({ position: 7, mark: 99 })
})

it('is not what another program has written', () => {
  for (const text of ['', 'hello', '1', '1 2 3', '1 x', '-1 2', '1 2 3 4 5'])
    expect(() => parseProgress({ key: progressKey, value: new TextEncoder().encode(text) })).toThrow(
      /let only rxcast write/,
    )
})
