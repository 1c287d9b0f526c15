import { describe, expect, it } from 'vitest'
import { bySimilarity } from '../../../dashboards/charts/similar.ts'

describe('an order by similarity', () => {
  it('puts units that move together side by side, whatever their size', () => {
    const times = Array.from({ length: 60 }, (_, i) => i)
    const slow = times.map((t) => Math.sin(t / 9))
    const quick = times.map((t) => Math.sin(t / 2))
    const series = [
      slow,
      quick,
      slow.map((x, t) => 5 * x + 0.1 * Math.cos(t)),
      quick.map((x) => 2 - x),
      quick.map((x) => 3 * x),
    ]
    const order = bySimilarity(series)
    const apart = (i: number, j: number) => Math.abs(order.indexOf(i) - order.indexOf(j))
    expect(apart(0, 2)).toBe(1)
    expect(apart(1, 4)).toBe(1)
    expect([...order].sort()).toEqual([0, 1, 2, 3, 4])
  })

  it('includes every unit even if nothing moves', () => {
    expect(
      bySimilarity([
        [1, 1],
        [2, 2],
        [0, 1],
      ]).sort(),
    ).toEqual([0, 1, 2])
    expect(bySimilarity([])).toEqual([])
  })
})
