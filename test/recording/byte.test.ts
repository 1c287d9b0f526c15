import { describe, expect, it } from 'vitest'
import { byteToShare, byteToSigned, writeShares, writeSigned } from '../../src/recording/byte.ts'

const written = (write: typeof writeShares, value: number) => {
  const bytes = Uint8Array.of(9, 9, 9)
  write([value], bytes, 1)
  expect([bytes[0], bytes[2]]).toEqual([9, 9])
  return bytes[1]!
}
const shareToByte = (share: number) => written(writeShares, share)
const signedToByte = (value: number) => written(writeSigned, value)

describe('a number as a byte', () => {
  it('keeps shares to half of 1/255, and their ends exactly', () => {
    expect([0, 1, -0.1, 1.2].map(shareToByte)).toEqual([0, 255, 0, 255])
    for (let share = 0; share <= 1; share += 0.001) {
      expect(Math.abs(byteToShare(shareToByte(share)) - share)).toBeLessThanOrEqual(0.5 / 255 + 1e-12)
    }
  })

  it('keeps zero and the sign of any number, and is monotonic', () => {
    expect(byteToSigned(signedToByte(0))).toBe(0)
    const values = [-Infinity, -1e9, -3, -1, -0.1, 0, 0.1, 1, 3, 1e9, Infinity]
    const bytes = values.map(signedToByte)
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b))
    expect(bytes[0]).toBe(1)
    expect(bytes.at(-1)).toBe(255)
    expect(Math.abs(byteToSigned(signedToByte(1)) - 1)).toBeLessThan(0.02)
  })

  it('keeps NaN', () => {
    expect(byteToSigned(signedToByte(Number.NaN))).toBeNaN()
  })
})
