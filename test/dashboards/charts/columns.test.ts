import { describe, expect, it } from 'vitest'
import { columns, type Rows } from '../../../dashboards/charts/columns.ts'

const rows = (broken: readonly number[] = []): Rows => ({
  time: (row) => 10 * row,
  breaks: { before: (row) => broken.includes(row), until: (row) => 10 * row + 4 },
})
const value = (row: number) => row
const both = [{ keep: 'both' as const, read: value }]

describe('columns', () => {
  it('keep rows unchanged while there is room, and a gap if a value is missing', () => {
    const read = (row: number) => (row === 2 ? Number.NaN : row)
    expect(columns(1, 4, 10, rows(), [{ keep: 'both', read }])).toEqual({
      x: [10, 20, 30],
      ys: [[1, null, 3]],
      crowded: false,
    })
  })

  it('insert an empty column before a row that does not follow the last one', () => {
    expect(columns(0, 4, 10, rows([2]), both)).toEqual({
      x: [0, 10, 14, 20, 30],
      ys: [[0, 1, null, 2, 3]],
      crowded: false,
    })
  })

  it('need no gap before the first row drawn', () => {
    expect(columns(2, 4, 10, rows([2]), both).x).toEqual([20, 30])
  })

  it('keep the smallest and the largest of many rows, in pairs', () => {
    const { x, ys, crowded } = columns(0, 40, 4, rows(), [
      ...both,
      { keep: 'low', read: value },
      { keep: 'high', read: (row) => -row },
    ])
    expect(crowded).toBe(true)
    expect(x).toEqual([0, 50, 100, 150, 200, 250, 300, 350])
    expect(ys[0]).toEqual([0, 9, 10, 19, 20, 29, 30, 39])
    expect(ys[1]).toEqual([0, 0, 10, 10, 20, 20, 30, 30])
    expect(ys[2]).toEqual([-0, -0, -10, -10, -20, -20, -30, -30])
  })

  it('split rows at a break, within a pixel and between two', () => {
    const within = columns(0, 40, 4, rows([13]), both)
    expect(within.x.slice(2, 8)).toEqual([100, 110, 124, 124, 130, 160])
    expect(within.ys[0]!.slice(2, 8)).toEqual([10, 12, null, null, 13, 19])
    const between = columns(0, 40, 4, rows([20]), both)
    expect(between.ys[0]).toEqual([0, 9, 10, 19, null, null, 20, 29, 30, 39])
  })
})
