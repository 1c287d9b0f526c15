import { describe, expect, it } from 'vitest'
import type { Condition } from '../../src/state/fields.ts'
import { firstMisfit, numbersOf } from '../../src/state/stored-numbers.ts'

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

describe('firstMisfit', () => {
  const long = Float32Array.from({ length: 10_000 }, (_, i) => i)

  it('finds the first number that breaks the rule, in arrays of any length and type', () => {
    const below = (limit: number): Condition => ({ holds: (value) => value < limit, expected: '' })
    for (const limit of [0, 1, 4095, 4096, 9999]) expect(firstMisfit(long, bytesOf(long), below(limit))).toBe(limit)
    expect(firstMisfit(long, bytesOf(long), below(10_000))).toBeUndefined()
    expect(firstMisfit(new Uint8Array(0), Uint8Array.of(1, 9), below(9))).toBe(9)
    expect(firstMisfit(new Float64Array(0), bytesOf(Float64Array.of(0.1)), below(0.1))).toBe(0.1)
    expect(firstMisfit(long, new Uint8Array(0), below(0))).toBeUndefined()
  })

  it('calls `holds` with the index of each number outside the range, NaN included', () => {
    const asked: number[][] = []
    const values = Float32Array.from(long, (value) => (value === 5000 ? Number.NaN : value))
    const holds = (value: number, index: number) => asked.push([value, index]) > 0
    firstMisfit(values, bytesOf(values), { holds, range: [1, 9998], expected: '' })
    expect(asked).toEqual([
      [0, 0],
      [Number.NaN, 5000],
      [9999, 9999],
    ])
  })
})
