import avro from 'avsc'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AvroError, readAvro } from '../../src/records/avro-reader.ts'
import { schemaParser } from '../../src/records/avro-schema.ts'

const parse = await schemaParser('kafka')
const typeOf = (schema: unknown) => parse(JSON.stringify(schema))
/** The bytes as avsc writes them. */
const bytesOf = (schema: avro.Schema, value: unknown) =>
  avro.Type.forSchema(schema, { wrapUnions: 'always' }).toBuffer(value)
const read = (schema: avro.Schema, value: unknown) => readAvro(typeOf(schema), bytesOf(schema, value))

const reading = {
  type: 'record',
  name: 'Reading',
  namespace: 'plant',
  fields: [
    { name: 'time', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'temp', type: ['null', 'double'] },
    { name: 'place', type: { type: 'record', name: 'Place', fields: [{ name: 'station', type: 'string' }] } },
    { name: 'tags', type: { type: 'map', values: 'int' } },
    { name: 'grades', type: { type: 'array', items: { type: 'enum', name: 'Grade', symbols: ['LOW', 'HIGH'] } } },
    { name: 'id', type: { type: 'fixed', name: 'Id', size: 2 } },
    { name: 'raw', type: 'bytes' },
    { name: 'ok', type: 'boolean' },
    { name: 'none', type: 'null' },
    { name: 'share', type: 'float' },
    { name: 'next', type: ['null', 'Reading'] },
  ],
}
const value = {
  time: Date.UTC(2024, 1, 29, 13, 45, 0, 123),
  temp: { double: -1.5 },
  place: { station: 'Zürich' },
  tags: { a: 1, __proto: -70_000 },
  grades: ['HIGH', 'LOW'],
  id: Buffer.from('00ff', 'hex'),
  raw: Buffer.from('7f', 'hex'),
  ok: true,
  none: null,
  share: 0.25,
  next: null,
}
const plain = {
  ...value,
  time: '2024-02-29T13:45:00.123Z',
  temp: -1.5,
  id: '00ff',
  raw: '7f',
}

describe('what avsc has written', () => {
  it('is read as plain data, a recursive record too', () => {
    expect(read(reading as avro.Schema, value)).toEqual(plain)
    const nested = { ...value, next: { 'plant.Reading': value } }
    expect(read(reading as avro.Schema, nested)).toEqual({ ...plain, next: plain })
  })

  it('gives every integer of 64 bits exactly, those that a number does not hold as text', () => {
    const long = avro.types.LongType.__with({
      fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
      toBuffer: (whole: bigint) => {
        const buffer = Buffer.alloc(8)
        buffer.writeBigInt64LE(whole)
        return buffer
      },
      fromJSON: BigInt,
      toJSON: String,
      isValid: (whole: unknown) => typeof whole === 'bigint',
      compare: (a: bigint, b: bigint) => Number(a - b),
    })
    fc.assert(
      fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), (whole) => {
        const expected = Number.isSafeInteger(Number(whole)) ? Number(whole) : String(whole)
        expect(readAvro(typeOf('long'), long.toBuffer(whole))).toBe(expected)
      }),
    )
    for (const whole of [0, -1, 1, 2 ** 53 - 1, -(2 ** 53) + 1, 63, 64, -64, -65, 2 ** 48, 2 ** 49 - 1, 2 ** 49])
      expect(readAvro(typeOf('long'), long.toBuffer(BigInt(whole)))).toBe(whole)
  })

  it('gives every double, with infinity as text', () => {
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true }), (x) => {
        expect(read('double', x)).toBe(x)
      }),
    )
    expect(read('double', Number.NEGATIVE_INFINITY)).toBe('-Infinity')
    expect(read('float', Number.NaN)).toBeNaN()
  })

  it('may come in several blocks, with their sizes', () => {
    const blocks = Buffer.from([1, 2, 10, 2, 12, 0])
    expect(readAvro(typeOf({ type: 'array', items: 'int' }), blocks)).toEqual([5, 6])
  })
})

describe('damaged bytes', () => {
  const type = typeOf(reading)
  const whole = bytesOf(reading as avro.Schema, value)

  it('are refused wherever they end, and if they go on', () => {
    for (let length = 0; length < whole.length; length++)
      expect(() => readAvro(type, whole.subarray(0, length))).toThrow(AvroError)
    expect(() => readAvro(type, Buffer.concat([whole, Buffer.of(0)]))).toThrow('1 more byte after it')
  })

  it('give a value or an error, in little memory, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(whole.length - 1), (noise, at) => {
        for (const bytes of [noise, Buffer.concat([whole.subarray(0, at), noise, whole.subarray(at + noise.length)])]) {
          try {
            JSON.stringify(readAvro(type, bytes))
          } catch (error) {
            expect(error).toBeInstanceOf(AvroError)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    [
      'an array of 2³⁰ elements',
      { type: 'array', items: 'null' },
      [0x80, 0x80, 0x80, 0x80, 8],
      'a block of 1073741824',
    ],
    ['a text of a negative length', 'string', [1], 'a length of -1'],
    ['a text of more than there is', 'string', [20, 65], 'an end after 2 bytes'],
    ['a text that is not UTF-8', 'string', [2, 0xff], 'not UTF-8'],
    ['a branch that a union does not have', ['null', 'int'], [4], '2 for a branch of a union, which has 2'],
    ['a boolean of 2', 'boolean', [2], '2 for a boolean'],
    ['an int of more than 32 bits', 'int', [0x80, 0x80, 0x80, 0x80, 0x20], 'which is not an int'],
    ['an integer of eleven bytes', 'long', [...Array(10).fill(0x80), 1], 'more than 64 bits'],
    ['an integer of 65 bits', 'long', [...Array(9).fill(0x80), 2], 'more than 64 bits'],
  ])('%s is refused', (_, schema, bytes, message) => {
    expect(() => readAvro(typeOf(schema), Uint8Array.from(bytes))).toThrow(message)
  })

  it('cannot nest values without end', () => {
    const list = { type: 'record', name: 'L', fields: [{ name: 'next', type: ['null', 'L'] }] }
    expect(() => readAvro(typeOf(list), Buffer.alloc(100_000, 2))).toThrow('more than 100 levels')
  })
})
