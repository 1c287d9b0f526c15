import { expect, it } from 'vitest'
import { recordFields, recordsIn, recordText, type TopicRecord } from '../../src/records/record-text.ts'
import { valueDecoder } from '../../src/records/value-text.ts'

const decode = await valueDecoder('kafka', { format: 'json' }, String)
const record: TopicRecord = {
  partition: 2,
  offset: 41,
  time: 1000,
  key: Buffer.from('ö'),
  value: Buffer.from('{"v":1}'),
}
const read = (one: Partial<TopicRecord>) => recordsIn(recordText({ ...record, ...one }, decode) as string)[0]!

it('keeps the value of a record, with its place, its time and fields around its rows', () => {
  expect(read({ headers: { station: 'a' } })).toEqual({
    text: '{"v":1}',
    reason: undefined,
    place: { partition: 2, offset: 41 },
    at: 1000,
    fields: { key: 'ö', partition: 2, offset: 41, timestamp: 1000, 'headers.station': 'a' },
  })
  const two = `[${recordText(record, decode)},${recordText({ ...record, offset: 42 }, decode)}]`
  expect(recordsIn(two).map(({ place }) => place?.offset)).toEqual([41, 42])
})

it('knows tombstones, values that cannot be read, and records without a time', () => {
  expect(read({ value: undefined }).text).toBeUndefined()
  expect(read({ value: Buffer.of(0xff) })).toMatchObject({ text: '\ufffd', reason: expect.stringContaining('UTF-8') })
  expect(read({ time: -1 }).at).toBeNaN()
})

it('writes a key that is not text in hexadecimal digits, so that different keys stay different', () => {
  expect(read({ key: Buffer.of(0xff, 1) }).fields).toMatchObject({ key: '0xff01' })
  expect(read({ key: Buffer.of(0, 0, 0, 65) }).fields).toMatchObject({ key: '0x00000041' })
  expect(read({ key: undefined }).fields).toMatchObject({ key: null })
})

it('waits for a schema that must be fetched', async () => {
  const text = recordText(record, async () => ({ raw: 'ff', reason: 'expected Avro' }))
  expect(recordsIn(await text)[0]).toMatchObject({ text: 'ff', reason: 'expected Avro' })
})

it('tells key and time of a record that cannot be read, whatever they are', () => {
  expect(recordFields(record)).toEqual({ key: 'ö', timestamp: '1970-01-01T00:00:01.000Z' })
  expect(recordFields({ key: undefined, time: -1 })).toEqual({ key: undefined, timestamp: undefined })
  expect(recordFields({ key: Buffer.from('k'.repeat(5000)), time: 1.7e18 })).toEqual({ key: 'k'.repeat(1000) })
})
