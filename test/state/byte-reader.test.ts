import { describe, expect, it } from 'vitest'
import { ByteReader } from '../../src/state/byte-reader.ts'
import { ByteWriter } from '../../src/state/byte-writer.ts'

const misread = (expected: string, got: string) => new Error(`expected ${expected}, got ${got}`)
const reading = (bytes: readonly number[]) => new ByteReader(Uint8Array.from(bytes), 0, misread)

describe('ByteReader', () => {
  it('reads what ByteWriter wrote', () => {
    const writer = new ByteWriter()
    for (const number of [0, 127, 128, 2 ** 53 - 1]) writer.whole(number)
    writer.double(-0)
    writer.characters('\ufeffü')
    writer.byte(7)
    const reader = new ByteReader(writer.joined(2), 2, misread)
    for (const number of [0, 127, 128, 2 ** 53 - 1]) expect(reader.whole()).toBe(number)
    expect(reader.double()).toBe(-0)
    expect(reader.characters()).toBe('\ufeffü')
    expect(reader.peek()).toBe(7)
    expect(reader.byte()).toBe(7)
    expect([reader.left, reader.peek(), reader.byte()]).toEqual([0, undefined, undefined])
  })

  it('reads a name by its text first, then by its position', () => {
    const reader = reading([0, 1, 97, 0, 1, 98, 1, 2, 3])
    expect([reader.name(), reader.name(), reader.name(), reader.name(), reader.name()]).toEqual([
      'a',
      'b',
      'a',
      'b',
      'name 3',
    ])
  })

  it('refuses to read beyond the end, and numbers that are too large', () => {
    expect(() => reading([1, 2]).double()).toThrow('expected 8 bytes, got 2')
    expect(() => reading([3, 97]).characters()).toThrow('expected 3 bytes, got 1')
    expect(() => reading([0x80]).whole()).toThrow('expected a whole number')
    expect(() => reading(new Array(9).fill(0xff)).whole()).toThrow('expected a whole number')
    expect(() => reading([1]).take(2, (expected) => new Error(`mine: ${expected}`))).toThrow('mine: 2 bytes')
  })
})
