import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksum } from '../../src/lstm/checksum.ts'
import { Lstm } from '../../src/lstm/network.ts'
import { DataError } from '../../src/series/errors.ts'

const words = 14
for (const engine of ['wasm', 'reference'] as const)
  describe(`Lstm on ${engine}, given a snapshot with a right checksum and wrong contents`, () => {
    const lstm = new Lstm({ inputs: 2, leads: [1, 3], hidden: 3, memory: 30, seed: 2, engine })
    for (let t = 0; t < 40; t++) {
      lstm.learn(Float64Array.of(t % 3, t % 2))
      lstm.step(Float64Array.of(t % 2, t % 3))
    }
    const before = lstm.snapshot()
    const refuses = (change: (view: DataView) => void) => {
      const bytes = before.slice()
      const view = new DataView(bytes.buffer)
      change(view)
      view.setUint32(8, checksum(bytes.subarray(12)), true)
      expect(() => lstm.restore(bytes)).toThrow(DataError)
      expect(lstm.snapshot()).toEqual(before)
    }

    it('refuses any other width or count, and stays as it was', () => {
      fc.assert(
        fc.property(fc.integer({ min: 3, max: words - 1 }), fc.integer({ min: 0, max: 0xffffffff }), (word, value) => {
          fc.pre(value !== new DataView(before.buffer).getUint32(4 * word, true))
          refuses((view) => view.setUint32(4 * word, value, true))
        }),
      )
    })

    it('refuses counts that add up to the same length, such as a weight that has become a row', () => {
      const at = 4 * (4 + 3)
      for (let other = 1; other < 7; other++)
        refuses((view) => {
          view.setUint32(at, view.getUint32(at, true) - 1, true)
          view.setUint32(at + 4 * other, view.getUint32(at + 4 * other, true) + 1, true)
        })
    })

    const width = engine === 'wasm' ? 4 : 8
    const [sizes, counters, , ...counts] = Array.from({ length: 10 }, (_, i) =>
      new DataView(before.buffer).getUint32(16 + 4 * i, true),
    )
    const numbersAt = 4 * words + 8 * (sizes! + counters!) + 16
    const rowsAt = counts.slice(0, 6).reduce((sum, count) => sum + count, 0)
    const write = (index: number, value: number) => (view: DataView) => {
      const at = numbersAt + width * index
      if (width === 4) view.setFloat32(at, value, true)
      else view.setFloat64(at, value, true)
    }
    /** Of the 30 rows: 2 inputs, 2 targets, h and c of 3. */
    const row = { inputs: 2, targets: 2, length: 10 }
    const anyRow = fc.nat(29)

    it('refuses weights, moments, states and outputs that are not finite, and so in the rows kept', () => {
      const wrong = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
      fc.assert(fc.property(fc.nat(rowsAt - 1), wrong, (index, value) => refuses(write(index, value))))
      const inRow = fc.nat(row.length - row.targets - 1).map((i) => (i < row.inputs ? i : i + row.targets))
      expect(counts[6]).toBe(30 * row.length)
      fc.assert(fc.property(anyRow, inRow, wrong, (r, i, value) => refuses(write(rowsAt + r * row.length + i, value))))
    })

    it('refuses second moments below zero, of which there is no root', () => {
      const second = counts[0]! + counts[1]!
      fc.assert(
        fc.property(fc.nat(counts[2]! - 1), (index) => refuses(write(second + index, -1e-9))),
        { numRuns: 30 },
      )
    })

    it('refuses targets that it would not have taken in; one that is missing is none of them', () => {
      const target = fc.tuple(anyRow, fc.nat(1)).map(([r, i]) => rowsAt + r * row.length + row.inputs + i)
      const infinite = fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
      fc.assert(
        fc.property(target, infinite, (index, value) => refuses(write(index, value))),
        { numRuns: 30 },
      )
      fc.assert(
        fc.property(target, (index) => {
          const bytes = before.slice()
          const view = new DataView(bytes.buffer)
          write(index, Number.NaN)(view)
          view.setUint32(8, checksum(bytes.subarray(12)), true)
          const other = new Lstm({ inputs: 2, leads: [1, 3], hidden: 3, memory: 30, seed: 2, engine })
          other.restore(bytes)
          expect(other.snapshot()).toEqual(bytes)
        }),
        { numRuns: 30 },
      )
    })

    it('refuses counters that no network has', () => {
      for (const [counter, value] of [
        [0, -1],
        [0, 0.5],
        [1, 1e9],
        [2, Number.NaN],
        [3, -1],
        [4, 2],
        [5, Number.NaN],
      ])
        refuses((view) => view.setFloat64(4 * words + 8 * (view.getUint32(16, true) + counter!), value!, true))
    })
  })
