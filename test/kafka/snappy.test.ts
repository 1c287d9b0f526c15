import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { unsnappy } from '../../src/kafka/snappy.ts'

const text = (characters: string) => [...Buffer.from(characters)]
const one = [10, 8, ...text('abc'), 0b000_010_01, 3, 0, ...text('!')]
const read = (bytes: number[]) => unsnappy(Buffer.from(bytes)).toString()

it('reads literals and copies of all lengths', () => {
  expect(read(one)).toBe('abcabcabc!')
  const long = Array.from({ length: 300 }, (_, i) => 33 + (i % 90))
  const literal = [...[0x80 | 44, 2], 61 << 2, 299 & 255, 299 >> 8, ...long]
  expect(read(literal)).toBe(Buffer.from(long).toString())
  const far = [0x80 | 108, 2, ...literal.slice(2), (59 << 2) | 2, 44, 1, (3 << 2) | 3, 1, 0, 0, 0]
  expect(read(far)).toBe(Buffer.from([...long, ...long.slice(0, 60), ...Array(4).fill(long[59])]).toString())
  expect(read([0])).toBe('')
})

it('reads blocks, as the clients of Java write them', () => {
  const head = [0x82, ...text('SNAPPY'), 0, 0, 0, 0, 1, 0, 0, 0, 1]
  expect(read([...head, 0, 0, 0, one.length, ...one, 0, 0, 0, 3, 1, 0, ...text('?')])).toBe('abcabcabc!?')
  expect(() => read([...head, 0, 0, 0, 9, ...one.slice(0, 5)])).toThrow(DataError)
  expect(() => read([...head, 0, 0])).toThrow(DataError)
})

it('refuses copies of what is not there, and bytes that end too soon', () => {
  for (let length = 0; length < one.length; length++) expect(() => read(one.slice(0, length))).toThrow(DataError)
  expect(() => read([9, 0, 65, 0b000_010_01, 2])).toThrow(DataError)
  expect(() => read([9, 0, 65, 0b000_010_01, 0])).toThrow(DataError)
})
