import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../src/errors.ts'
import { Lstm } from '../../src/lstm/lstm.ts'
import { inFloat32, maxFloat32, secondMoments, soundRows, wholeRows } from '../../src/lstm/sound-state.ts'
import type { Condition } from '../../src/state/fields.ts'
import { forged } from './forged.ts'

describe('the conditions of a sound state', () => {
  const holds = ({ holds, range }: Condition, ...values: number[]) => {
    const array = Float64Array.from(values)
    const sound = array.map((x, i) => (holds(x, i) ? 1 : 0))
    // Within the range that is not looked at twice, all hold.
    expect(array.every((x, i) => !(x >= range![0] && x <= range![1]) || sound[i] === 1)).toBe(true)
    return sound.every((x) => x === 1)
  }

  it('accept float32 weights, and no negative second moments', () => {
    const numbers = [0, -3, maxFloat32, 1e39, Number.NaN, Number.POSITIVE_INFINITY]
    expect(numbers.map((x) => holds(inFloat32, x))).toEqual([true, true, true, false, false, false])
    expect(numbers.map((x) => holds(secondMoments, x))).toEqual([true, false, true, false, false, false])
  })

  it('accept whole rows, as many as there are places for', () => {
    const rows = wholeRows(3, 2)
    expect([0, 3, 6].every(rows.holds)).toBe(true)
    expect([1, 5, 9].some(rows.holds)).toBe(false)
    expect(rows.expected).toBe('up to 2 rows of 3 numbers')
  })

  it('accept rows of finite numbers, a base among them, with targets that may be missing', () => {
    const rows = soundRows(
      { inputs: 1, targets: 2, length: 4 },
      { holds: (x) => Math.abs(x) <= 10, range: [-10, 10], expected: 'within ±10' },
    )
    expect(holds(rows)).toBe(true)
    expect(holds(rows, 1, Number.NaN, 0, 50, 50, -10, 10, 3)).toBe(true)
    for (const wrong of [
      [Number.NaN, 0, 0],
      [0, 11, 0],
      [0, 0, Number.POSITIVE_INFINITY],
      [0, 0, 0, Number.NaN],
    ])
      expect(holds(rows, ...wrong)).toBe(false)
  })
})

for (const engine of ['wasm', 'reference'] as const)
  describe(`Lstm on ${engine}, given a snapshot with a correct checksum and invalid contents`, () => {
    const options = { inputs: 2, leads: [1, 3], hidden: 3, memory: 30, base: true, seed: 2, engine } as const
    const lstm = new Lstm(options)
    const next = (network: Lstm, t: number) => {
      network.learn(Float64Array.of(t % 3, t % 2))
      return network.step(Float64Array.of(t % 2, t % 3), Float64Array.of(t % 2, 1), Float64Array.of(1, 2))
    }
    for (let t = 0; t < 40; t++) {
      next(lstm, t)
      if (t === 25) lstm.reset()
    }
    const before = lstm.snapshot()
    const refuses = (field: string, index: number, value: number) => {
      const bytes = forged(lstm, (name, values) => {
        if (name === field) values[index] = value
        return undefined
      })
      expect(() => lstm.restore(bytes)).toThrow(DataError)
      expect(Buffer.compare(lstm.snapshot(), before)).toBe(0)
    }
    const counts: Record<string, number> = {}
    forged(lstm, (name, values) => {
      counts[name] = values.length
      return undefined
    })
    const wrong = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
    /** Of the 30 rows: 2 inputs, 2 targets, base and scale of 2 each. */
    const row = { inputs: 2, targets: 2, length: 8 }
    const anyRow = fc.nat(29)

    it('refuses weights, moments, states and outputs that are not finite', () => {
      const place = fc
        .constantFrom('parameters', 'first', 'second', 'states', 'outputs')
        .chain((field) => fc.tuple(fc.constant(field), fc.nat(counts[field]! - 1)))
      fc.assert(fc.property(place, wrong, ([field, index], value) => refuses(field, index, value)))
    })

    it('refuses inputs, bases and scales in rows that are not finite', () => {
      const inRow = fc.nat(row.length - row.targets - 1).map((i) => (i < row.inputs ? i : i + row.targets))
      expect(counts.rows).toBe(30 * row.length)
      fc.assert(fc.property(anyRow, inRow, wrong, (r, i, value) => refuses('rows', r * row.length + i, value)))
    })

    it('refuses negative second moments', () => {
      fc.assert(
        fc.property(fc.nat(counts.second! - 1), (index) => refuses('second', index, -1e-9)),
        { numRuns: 30 },
      )
    })

    it('refuses targets that it would have rejected, but accepts missing ones', () => {
      const target = fc.tuple(anyRow, fc.nat(1)).map(([r, i]) => r * row.length + row.inputs + i)
      const infinite = fc.constantFrom(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY)
      fc.assert(
        fc.property(target, infinite, (index, value) => refuses('rows', index, value)),
        { numRuns: 30 },
      )
      fc.assert(
        fc.property(target, (index) => {
          const bytes = forged(lstm, (name, values) => {
            if (name === 'rows') values[index] = Number.NaN
            return undefined
          })
          const other = new Lstm(options)
          other.restore(bytes)
          expect(Buffer.compare(other.snapshot(), bytes)).toBe(0)
        }),
        { numRuns: 30 },
      )
    })

    it('refuses powers of decay outside 0 to 1', () => {
      refuses('powers', 0, 2)
      refuses('powers', 1, Number.NaN)
    })

    it('accepts any counts of a network that can exist', () => {
      const count = fc.oneof(fc.nat(100), fc.nat({ max: Number.MAX_SAFE_INTEGER - 1000 }))
      fc.assert(
        fc.property(count, count, fc.nat(100), fc.nat(30), (overwritten, sinceReset, reset, rows) => {
          const length = row.length * rows
          const bytes = forged(lstm, (name, values) => {
            if (name === 'overwritten') values[0] = overwritten
            if (name === 'sinceReset') values[0] = sinceReset
            if (name === 'resets') values[0] = reset
            const floats = engine === 'wasm' ? new Float32Array(length) : new Float64Array(length)
            return name === 'rows' ? floats.fill(0.5) : undefined
          })
          const other = new Lstm(options)
          other.restore(bytes)
          for (let t = 0; t < 40; t++) expect(next(other, t).every(Number.isFinite)).toBe(true)
          new Lstm(options).restore(other.snapshot())
        }),
        { numRuns: 20 },
      )
    })
  })
