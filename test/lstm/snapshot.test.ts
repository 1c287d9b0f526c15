import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packSnapshot, unpackSnapshot } from '../../src/lstm/snapshot.ts'
import { DataError } from '../../src/series/errors.ts'

const floats = (of: Float32ArrayConstructor | Float64ArrayConstructor, length: number) =>
  new of(Array.from({ length }, (_, i) => (i === 1 ? Number.NaN : Math.fround(Math.sqrt(i + length)))))
const stateWith = (of: Float32ArrayConstructor | Float64ArrayConstructor) => ({
  sizes: [2, 3, 1],
  counters: [7, 0.1, 2 ** 40],
  random: Uint32Array.of(1, 2, 3, 0xffffffff),
  afresh: Uint8Array.of(1, 0, 0, 1, 0),
  engine: {
    parameters: floats(of, 5),
    first: floats(of, 5),
    second: floats(of, 5),
    state: floats(of, 3),
    gates: floats(of, 4),
    outputs: floats(of, 2),
    rows: floats(of, 9),
  },
})
const names = ['inputs', 'hidden', 'layers']

describe('snapshot', () => {
  for (const of of [Float32Array, Float64Array])
    it(`comes back as it was, in ${of.name}`, () => {
      const state = stateWith(of)
      expect(unpackSnapshot(packSnapshot(state), state.sizes, names)).toEqual(state)
    })

  it('is found within a larger buffer', () => {
    const state = stateWith(Float32Array)
    const bytes = packSnapshot(state)
    const larger = new Uint8Array(bytes.length + 11)
    larger.set(bytes, 3)
    expect(unpackSnapshot(larger.subarray(3, 3 + bytes.length), state.sizes, names)).toEqual(state)
  })

  it('is refused by name for other sizes', () => {
    const bytes = packSnapshot(stateWith(Float32Array))
    expect(() => unpackSnapshot(bytes, [2, 4, 1], names)).toThrow('expected hidden 4, got 3')
    expect(() => unpackSnapshot(bytes, [2, 3], names)).toThrow(DataError)
    expect(() => unpackSnapshot(bytes, [2, 3, 1, 5], names)).toThrow(DataError)
  })

  it('is refused when any byte differs or any are missing', () => {
    const { sizes } = stateWith(Float32Array)
    const bytes = packSnapshot(stateWith(Float32Array))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice()
        damaged[at]! ^= change
        expect(() => unpackSnapshot(damaged, sizes, names)).toThrow(DataError)
        expect(() => unpackSnapshot(bytes.subarray(0, at), sizes, names)).toThrow(DataError)
      }),
    )
  })

  it('says what it is not', () => {
    expect(() => unpackSnapshot(new Uint8Array(200), [1], names)).toThrow('expected the bytes of a snapshot')
    const other = packSnapshot(stateWith(Float32Array))
    other[4] = 9
    expect(() => unpackSnapshot(other, [2, 3, 1], names)).toThrow('expected version 1, got 9')
  })
})
