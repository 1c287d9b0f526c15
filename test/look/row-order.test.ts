import { describe, expect, it } from 'vitest'
import { rowOrder } from '../../src/look/row-order.ts'

const header = ['date', 'city', 'id', 'value']
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) => [String(i >> 1), ['Oslo', 'Bergen'][i % 2]!, String(i % 2), String(i * 7)])
const timesOf = (table: readonly (readonly string[])[]) => table.map(([time]) => Number(time))

describe('rowOrder', () => {
  it('detects the order of times', () => {
    const order = (times: number[]) =>
      rowOrder(
        ['date'],
        times.map((time) => [String(time)]),
        times,
        'date',
      ).direction
    expect(order([1, 2, 3, 4])).toBe('rising')
    expect(order([4, 3, 2, 1])).toBe('falling')
    expect(order([1, 4, 2, 3, 1])).toBe('mixed')
    expect(order([1])).toBe('rising')
    // One late row among many is a mistake of the file, not its order.
    expect(order([...Array.from({ length: 30 }, (_, i) => i), 3])).toBe('rising')
  })

  it('finds the column that separates rows of the same time, texts before numbers', () => {
    const table = rows(40)
    expect(rowOrder(header, table, timesOf(table), 'date')).toEqual({
      direction: 'rising',
      repeated: 0.5,
      entity: { name: 'city', at: 1, values: ['Oslo', 'Bergen'] },
    })
    const blocks = [...table].sort((a, b) => a[1]!.localeCompare(b[1]!))
    expect(rowOrder(header, blocks, timesOf(blocks), 'date').entity?.values).toEqual(['Bergen', 'Oslo'])
  })

  it('names no column if none separates them, nor for an hour that occurs twice', () => {
    const twice = rows(40).map(([time, , , value]) => [time!, 'Oslo', '1', value!])
    expect(rowOrder(header, twice, timesOf(twice), 'date').entity).toBeUndefined()
    const single = rows(80).filter((_, i) => i % 2 === 0 || i === 41)
    const { entity, repeated } = rowOrder(header, single, timesOf(single), 'date')
    expect(entity).toBeUndefined()
    expect(repeated).toBeGreaterThan(0)
  })
})
