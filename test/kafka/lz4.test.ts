import { expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { unlz4 } from '../../src/kafka/lz4.ts'

const head = [0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82]
const block = (bytes: number[], plain = false) => [bytes.length, 0, 0, plain ? 0x80 : 0, ...bytes]
const text = (characters: string) => [...Buffer.from(characters)]
const end = [0, 0, 0, 0]
const read = (...parts: number[][]) => unlz4(Buffer.from([...head, ...parts.flat()])).toString()

it('reads literals, copies that overlap themselves or begin in the block before, and blocks as they are', () => {
  const twice = block([0x31, ...text('abc'), 3, 0, 0x10, ...text('!')])
  expect(read(twice, end)).toBe('abcabcab!')
  const long = block([0xff, 5, ...text('0123456789abcdefghij'), 1, 0, 255, 1, 0x00])
  expect(read(long, end)).toBe(`0123456789abcdefghij${'j'.repeat(15 + 256 + 4)}`)
  expect(read(block(text('as it is'), true), block([0x00, 8, 0]), end)).toBe('as it isas i')
  expect(read(end)).toBe('')
})

it('skips checksums, sizes and a dictionary id of the head', () => {
  const full = [0x04, 0x22, 0x4d, 0x18, 0x7d, 0x40, 2, 0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 0x82]
  expect(unlz4(Buffer.from([...full, ...block([0x20, ...text('ab')]), 1, 2, 3, 4, ...end])).toString()).toBe('ab')
})

it('refuses other bytes, wherever they end', () => {
  const bytes = Buffer.from([...head, ...block([0x31, ...text('abc'), 3, 0, 0x10, ...text('!')]), ...end])
  for (let length = 0; length < bytes.length; length++)
    expect(() => unlz4(bytes.subarray(0, length))).toThrow(DataError)
  expect(() => read(block([0x11, ...text('a'), 2, 0]), end)).toThrow(DataError)
  expect(() => unlz4(Buffer.from('nothing of the kind'))).toThrow(DataError)
})
