import { expect, it } from 'vitest'
import { shardOf } from '../../src/series/shard-of.ts'
import { misplaced } from '../../src/tasks/misplaced.ts'

const key = (text: string) => ({ key: new TextEncoder().encode(text) })

it('takes rows whose series has its partition here, or whose record has the key of the series', () => {
  const partition = shardOf('Seattle', 16)
  const here = misplaced(partition, 16)
  const other = misplaced((partition + 1) % 16, 16)
  const row = { key: ['Seattle'] }
  expect(here(row, { key: undefined })).toBeUndefined()
  expect(here(row, key('"Seattle"'))).toBeUndefined()
  expect(other(row, key('Seattle'))).toBeUndefined()
  expect(other(row, key('7'))).toBe(
    'expected the key "Seattle" of its series, got "7"; give records that key, or set worker.keys: other if another one keeps the rows of each series in one partition',
  )
  expect(other(row, { key: undefined })).toMatch(/got none/)
})

it('shows keys of several columns as producers have to write them', () => {
  const row = { key: ['Seattle', 'north'] }
  const other = misplaced((shardOf('["Seattle","north"]', 16) + 1) % 16, 16)
  expect(other(row, key('["Seattle", "north"]'))).toMatch(
    /^expected the key \["Seattle","north"\] of its series, got \["Seattle", "north"\]; give/,
  )
  expect(other(row, key('["Seattle","north"]'))).toBeUndefined()
})

it('takes rows whose series is named by the key of their records, which is not text', () => {
  const partitions = 16
  const number = Buffer.of(0, 0, 0, 7)
  const other = misplaced((shardOf('0x00000007', partitions) + 1) % partitions, partitions)
  expect(other({ key: ['0x00000007'] }, { key: number })).toBeUndefined()
  expect(other({ key: ['0x00000008'] }, { key: number })).toMatch(/^expected the key "0x00000008" of its series, got/)
  expect(other({ key: [number.toString()] }, { key: number })).toBeUndefined()
})

it('has one partition for the only series', () => {
  expect(misplaced(0, 1)({}, { key: undefined })).toBeUndefined()
})
