import { describe, expect, it } from 'vitest'
import type { Condition } from '../../src/state/fields.ts'
import { firstMisfit, firstStoredMisfit, numbersOf } from '../../src/state/stored-numbers.ts'

const bytesOf = ({ buffer }: Float32Array | Float64Array | Uint8Array) => new Uint8Array(buffer)

describe('numbersOf', () => {
  it('reads bytes at any offset as an array of the given type, and copies them', () => {
    const shifted = new Uint8Array(13)
    shifted.set(bytesOf(Float32Array.of(1.5, -2, Number.NaN)), 1)
    const numbers = numbersOf(new Float32Array(0), shifted.subarray(1))
    expect(numbers).toEqual(Float32Array.of(1.5, -2, Number.NaN))
    shifted.fill(0)
    expect(numbers[0]).toBe(1.5)
  })
})

describe('firstStoredMisfit', () => {
  const long = Float32Array.from({ length: 10_000 }, (_, i) => i)

  it('finds the first number that breaks the rule, in arrays of any length and type', () => {
    const below = (limit: number): Condition => ({ holds: (value) => value < limit, expected: '' })
    for (const limit of [0, 1, 4095, 4096, 9999])
      expect(firstStoredMisfit(long, bytesOf(long), below(limit))).toBe(limit)
    expect(firstStoredMisfit(long, bytesOf(long), below(10_000))).toBeUndefined()
    expect(firstStoredMisfit(new Uint8Array(0), Uint8Array.of(1, 9), below(9))).toBe(9)
    expect(firstStoredMisfit(new Float64Array(0), bytesOf(Float64Array.of(0.1)), below(0.1))).toBe(0.1)
    expect(firstStoredMisfit(long, new Uint8Array(0), below(0))).toBeUndefined()
  })

  it('calls `holds` with the index of each number outside the range, NaN included', () => {
    const asked: number[][] = []
    const values = Float32Array.from(long, (value) => (value === 5000 ? Number.NaN : value))
    const holds = (value: number, index: number) => asked.push([value, index]) > 0
    firstStoredMisfit(values, bytesOf(values), { holds, range: [1, 9998], expected: '' })
    expect(asked).toEqual([
      [0, 0],
      [Number.NaN, 5000],
      [9999, 9999],
    ])
  })

  it('finds the same in the numbers themselves', () => {
    const asked: number[] = []
    const holds = (value: number, index: number) => asked.push(index) > 0 && value < 9000
    expect(firstMisfit(long, { holds, range: [2, 8997], expected: '' })).toBe(9000)
    expect(asked).toEqual([0, 1, 8998, 8999, 9000])
    expect(firstMisfit(new Int32Array(0), { holds, expected: '' })).toBeUndefined()
  })
})
