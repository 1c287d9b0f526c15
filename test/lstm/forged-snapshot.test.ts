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

    it('refuses weights, moments, states and outputs that are not finite', () => {
      const width = engine === 'wasm' ? 4 : 8
      const counts = Array.from({ length: 10 }, (_, i) => new DataView(before.buffer).getUint32(16 + 4 * i, true))
      const numbersAt = 4 * words + 8 * (counts[0]! + counts[1]!) + 16
      const numbers = counts.slice(3, 9).reduce((sum, count) => sum + count, 0)
      const wrong = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
      fc.assert(
        fc.property(fc.nat(numbers - 1), wrong, (index, value) =>
          refuses((view) => {
            const at = numbersAt + width * index
            if (width === 4) view.setFloat32(at, value, true)
            else view.setFloat64(at, value, true)
          }),
        ),
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
