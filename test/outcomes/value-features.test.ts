import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { ValueFeatures } from '../../src/outcomes/value-features.ts'
import { steps } from './outcomes.ts'

/** Features after rows of columns; NaN is missing. */
function follow(features: ValueFeatures, rows: readonly (readonly number[])[]): number[][] {
  let values = rows[0]!.map(() => Number.NaN)
  return rows.map((row, t) => {
    values = row.map((value, k) => (Number.isNaN(value) ? values[k]! : value))
    const out = new Float64Array(features.width)
    const missing = Uint8Array.from(row, (value) => Number(Number.isNaN(value)))
    features.next({ ...steps(new Array(t + 1).fill(0), [1])[t]!, values: Float64Array.from(values), missing }, out, 0)
    return [...out]
  })
}

describe('ValueFeatures', () => {
  it('do not depend on the unit of a column', () => {
    const random = new Random(1)
    const rows = Array.from({ length: 60 }, () => [random.uniform(), random.uniform()])
    const scaled = rows.map(([a, b]) => [1000 * a!, 1000 * b!])
    const [expected, got] = [rows, scaled].map((all) => follow(new ValueFeatures(2, 0, true), all))
    got!.forEach((row, t) => {
      row.forEach((x, j) => {
        expect(x).toBeCloseTo(expected![t]![j]!, 8)
      })
    })
  })

  it('tell a quiet time from a stormy one by the sizes of the changes', () => {
    const storm = Array.from({ length: 400 }, (_, t) => [100 + (t % 2) * (t < 350 ? 1 : 5)])
    const rows = follow(new ValueFeatures(1, 0, true), storm)
    expect(rows[399]!.at(-2)!).toBeGreaterThan(rows[340]!.at(-2)! + 1)
  })

  it('are finite whatever the values, and keep the last level while a value is missing', () => {
    const odd = [[Number.NaN], [0], [1e300], [-1e300], [Number.NaN], [0]]
    for (const row of follow(new ValueFeatures(1, 0, true), odd)) expect(row.every((x) => Math.abs(x) <= 4)).toBe(true)
    const [, whole, gap] = follow(new ValueFeatures(1, 0, true), [[1], [3], [Number.NaN]])
    expect(gap![0]).toBe(whole![0])
    expect(gap![3]).toBe(0)
  })

  it('are those of the other columns only if the own holds classes', () => {
    expect(new ValueFeatures(3, 1, false).width).toBe(4)
    const rows = follow(new ValueFeatures(3, 1, false), [
      [1, 0, 5],
      [2, 1, 5],
      [4, 0, 5],
    ])
    expect(rows[2]!.slice(2)).toEqual([0, 0])
    expect(rows[2]![0]).toBeGreaterThan(0)
  })
})
