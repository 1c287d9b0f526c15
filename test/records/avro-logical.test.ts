import avro from 'avsc'
import { expect, it } from 'vitest'
import { readAvro } from '../../src/records/avro-reader.ts'
import { schemaParser } from '../../src/records/avro-schema.ts'

const parse = await schemaParser('kafka')

/** Reads what avsc writes for the type below a logical type. */
const read = (schema: avro.Schema & object, value: unknown) =>
  readAvro(parse(JSON.stringify(schema)), avro.Type.forSchema(schema).toBuffer(value))

const long = (logicalType: string) => ({ type: 'long', logicalType }) as const
const int = (logicalType: string) => ({ type: 'int', logicalType }) as const
const instant = Date.UTC(2024, 1, 29, 13, 45, 0)

it.each([
  [long('timestamp-millis'), instant + 7, '2024-02-29T13:45:00.007Z'],
  [long('timestamp-micros'), (instant + 7) * 1000 + 1, '2024-02-29T13:45:00.007001Z'],
  [long('timestamp-nanos'), 1_000_000_001, '1970-01-01T00:00:01.000000001Z'],
  [long('local-timestamp-millis'), instant, '2024-02-29T13:45:00.000'],
  [long('local-timestamp-micros'), -1, '1969-12-31T23:59:59.999999'],
  [int('date'), 19_782, '2024-02-29'],
  [int('date'), -1, '1969-12-31'],
  [int('time-millis'), 3_600_007, '01:00:00.007'],
  [long('time-micros'), 1, '00:00:00.000001'],
])('reads %o', (schema, value, expected) => {
  expect(read(schema, value)).toBe(expected)
})

it('leaves an instant beyond the calendar as a number, which cannot be read as a time', () => {
  expect(read(long('timestamp-millis'), 2 ** 52)).toBe(2 ** 52)
  expect(read(int('date'), 2 ** 31 - 1)).toBe(2 ** 31 - 1)
})

it.each([
  ['', 2, '0'],
  ['00', 2, '0.00'],
  ['04d2', 2, '12.34'],
  ['ff', 2, '-0.01'],
  ['80', 0, '-128'],
  ['00ffffffffffffffffffffffff', 10, '7922816251426433759.3543950335'],
])('writes the decimal %s with %i places as %s', (hex, scale, expected) => {
  const schema = { type: 'bytes', logicalType: 'decimal', precision: 40, scale } as const
  expect(read(schema, Buffer.from(hex, 'hex'))).toBe(expected)
})

it('reads a decimal in a fixed type, and leaves a logical type on another type alone', () => {
  const fixed = { type: 'fixed', name: 'F', size: 2, logicalType: 'decimal', precision: 4, scale: 1 } as const
  expect(read(fixed, Buffer.from('fff6', 'hex'))).toBe('-1.0')
  expect(read({ type: 'int', logicalType: 'timestamp-millis' }, 5)).toBe(5)
  expect(read({ type: 'string', logicalType: 'uuid' }, 'a')).toBe('a')
})
