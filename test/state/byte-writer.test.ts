import { expect, it } from 'vitest'
import { ByteWriter } from '../../src/state/byte-writer.ts'

it('joins what was written, however large, after room for a head', () => {
  const writer = new ByteWriter()
  const large = Float32Array.from({ length: 500_000 }, (_, i) => i)
  const expected: number[] = [0, 0, 0]
  for (let i = 0; i < 40_000; i++) {
    writer.byte(i & 0xff)
    expected.push(i & 0xff)
  }
  writer.numbers(large)
  writer.whole(300)
  writer.characters('ü')
  writer.double(1)
  const joined = writer.joined(3)
  const end = joined.length - 13
  expect([...joined.subarray(0, 40_003)]).toEqual(expected)
  expect(Buffer.compare(joined.subarray(40_003, end), new Uint8Array(large.buffer))).toBe(0)
  expect([...joined.subarray(end)]).toEqual([0xac, 0x02, 2, 0xc3, 0xbc, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
})

it('keeps a copy of numbers', () => {
  const writer = new ByteWriter()
  const numbers = Uint8Array.of(1, 2)
  writer.numbers(numbers)
  numbers[0] = 9
  expect(writer.joined(0)).toEqual(Uint8Array.of(1, 2))
})
