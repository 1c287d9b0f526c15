import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksum } from '../../src/lstm/checksum.ts'

describe('checksum', () => {
  it('is CRC-32: 0xcbf43926 for the digits 1 to 9', () => {
    expect(checksum(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
    expect(checksum(new Uint8Array(0))).toBe(0)
  })

  it('notices any one bit', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat(), fc.nat(7), (bytes, at, bit) => {
        const other = bytes.slice()
        other[at % other.length]! ^= 1 << bit
        expect(checksum(other)).not.toBe(checksum(bytes))
      }),
    )
  })
})
