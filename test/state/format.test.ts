import { describe, expect, it } from 'vitest'
import { checkSeal, headLength, kindOf, kinds, nameOf, seal } from '../../src/state/format.ts'

const sealed = () => seal(Uint8Array.from({ length: headLength + 5 }, (_, i) => i))

describe('the format of snapshots', () => {
  it('accepts what it has sealed', () => {
    expect(() => checkSeal(sealed())).not.toThrow()
  })

  it('refuses anything that is not a snapshot, another version, and a body of another length', () => {
    expect(() => checkSeal(new Uint8Array(3))).toThrow('expected the bytes that snapshot() returned, got 3 bytes')
    expect(() => checkSeal(new Uint8Array(100))).toThrow('got 100 other bytes')
    expect(() => checkSeal('x' as unknown as Uint8Array)).toThrow('got string')
    const later = sealed()
    later[4] = 2
    expect(() => checkSeal(later)).toThrow('expected version 1 of the format, got 2')
    expect(() => checkSeal(sealed().subarray(0, headLength + 4))).toThrow('expected 25 bytes, got 24')
    const altered = sealed()
    altered[headLength]! ^= 1
    expect(() => checkSeal(altered)).toThrow('damaged')
  })

  it('maps typed arrays to their kinds, and kinds to names', () => {
    expect(kindOf(new Int32Array(1))).toBe(kinds.int32)
    expect(kindOf(new Uint8Array(1))).toBe(kinds.uint8)
    expect(nameOf(kinds.float32)).toBe('float32')
    expect(nameOf(99)).toBe('kind 99')
  })
})
