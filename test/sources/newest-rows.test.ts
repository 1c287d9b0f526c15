import { describe, expect, it } from 'vitest'
import { NewestRows } from '../../src/sources/newest-rows.ts'

const a = ['a']
const b = ['b']
const kept = (options: { sort: boolean; newest?: number }, rows: readonly (readonly [readonly string[], number])[]) => {
  const newest = new NewestRows(options)
  rows.forEach(([key, time], i) => {
    newest.add({ time, values: [i], key })
  })
  const values = newest.take().map(({ row }) => row.values[0])
  return { values, dropped: newest.dropped, outOfOrder: newest.outOfOrder }
}

describe('NewestRows', () => {
  const rows = [
    [a, 1],
    [b, 5],
    [a, 3],
    [a, 2],
    [b, 4],
    [a, 3],
  ] as const

  it('keeps the order of the input, and the last rows of each series', () => {
    expect(kept({ sort: false, newest: 2 }, rows)).toEqual({ values: [1, 3, 4, 5], dropped: 2, outOfOrder: 0 })
  })

  it('sorts by time; rows of the same time stay in order, and each series has its own order', () => {
    expect(kept({ sort: true }, rows)).toEqual({ values: [0, 3, 2, 5, 4, 1], dropped: 0, outOfOrder: 2 })
  })

  it('keeps those with the latest times if it sorts', () => {
    expect(kept({ sort: true, newest: 1 }, rows)).toEqual({ values: [5, 1], dropped: 4, outOfOrder: 2 })
  })

  it('keeps the newest of many rows in a random order', () => {
    const order = Array.from({ length: 1000 }, (_, i) => (i * 389) % 1000)
    const { values, dropped } = kept(
      { sort: true, newest: 10 },
      order.map((time) => [a, time] as const),
    )
    expect(values.map((i) => order[i!])).toEqual([990, 991, 992, 993, 994, 995, 996, 997, 998, 999])
    expect(dropped).toBe(990)
  })
})
