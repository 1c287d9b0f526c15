import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { readSafetensors, writeSafetensors } from '../../src/lstm/safetensors.ts'

const tensors = [
  { name: 'a', shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
  { name: '雪', shape: [], values: Float64Array.of(1 / 3) },
  { name: 'none', shape: [0, 4], values: new Float32Array(0) },
]

/** A file with any header and numbers. */
function file(header: unknown, numbers = 8): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, Buffer.alloc(numbers)])
}
const entry = (dtype: string, shape: unknown, data_offsets: unknown) => ({ dtype, shape, data_offsets })

describe('safetensors', () => {
  it('are read as they were written, at any offset in memory', () => {
    const bytes = writeSafetensors(tensors)
    expect(readSafetensors(bytes)).toEqual(tensors)
    const shifted = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3)
    expect(readSafetensors(shifted)).toEqual(tensors)
    expect(readSafetensors(writeSafetensors([]))).toEqual([])
  })

  it('have a header of whole eights of bytes, padded with spaces', () => {
    for (const name of ['a', 'ab', 'abc', 'abcd', 'abcde', 'abcdef', 'abcdefg', 'abcdefgh']) {
      const bytes = Buffer.from(writeSafetensors([{ name, shape: [1], values: Float32Array.of(1) }]))
      const length = Number(bytes.readBigUInt64LE(0))
      expect(length % 8).toBe(0)
      expect(bytes.toString('utf8', 8, 8 + length)).toMatch(/^\{.*\} {0,7}$/)
      expect(bytes.length).toBe(8 + length + 4)
    }
  })

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array(0)],
    ['seven bytes', new Uint8Array(7)],
    ['a header beyond the end', file({}, 0).subarray(0, 9)],
    ['a header of 2^63 bytes', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0x80, 0x7b, 0x7d)],
    ['other text', file('not JSON', 0)],
    ['text that is not UTF-8', Buffer.concat([file('{}', 0).subarray(0, 8), Buffer.from([0xff, 0x7d])])],
    ['a list', file([], 0)],
    ['another type', file({ a: entry('BF16', [4], [0, 8]) })],
    ['no place', file({ a: { dtype: 'F32', shape: [2] } })],
    ['text for an entry', file({ a: 'x' }, 0)],
    ['texts for an entry', file({ a: { x: 'y' } }, 0)],
    ['a negative size', file({ a: entry('F32', [-2, -1], [0, 8]) })],
    ['a fraction', file({ a: entry('F32', [0.5, 4], [0, 8]) })],
    ['a shape of another size', file({ a: entry('F32', [3], [0, 8]) })],
    ['a size beyond all numbers', file({ a: entry('F32', [2 ** 53 - 1, 2 ** 53 - 1], [0, 8]) })],
    ['numbers after the last tensor', file({ a: entry('F32', [1], [0, 4]) })],
    ['numbers that are missing', file({ a: entry('F32', [4], [0, 16]) })],
    ['a gap', file({ a: entry('F32', [1], [4, 8]) })],
    ['an overlap', file({ a: entry('F32', [2], [0, 8]), b: entry('F32', [1], [4, 8]) })],
    ['a place that ends before it begins', file({ a: entry('F32', [2], [8, 0]) })],
  ])('are refused with %s', (_, bytes) => {
    expect(() => readSafetensors(bytes)).toThrow(DataError)
    expect(() => readSafetensors(bytes)).toThrow('safetensors: expected ')
  })

  it('are refused cut off anywhere, and any other bytes never fail in another way', () => {
    const bytes = writeSafetensors(tensors)
    for (let length = 0; length < bytes.length; length++)
      expect(() => readSafetensors(bytes.subarray(0, length))).toThrow(DataError)
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) })
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const changed = bytes.slice()
        for (const { at, to } of changes) changed[at] = to
        try {
          readSafetensors(changed)
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
        }
      }),
    )
  })
})
