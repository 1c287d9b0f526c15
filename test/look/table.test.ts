import { describe, expect, it } from 'vitest'
import { Table } from '../../src/look/table.ts'

describe('Table', () => {
  it('counts rows, forms and different texts, and ignores rows of another length', () => {
    const table = new Table(['time', 'y'])
    table.add(['2024', '1.5'], 2)
    table.add(['2025'], 3)
    table.add(['2026', '1.5'], 4)
    const { header, columns, rows, count } = table.facts()
    expect({ header, count }).toEqual({ header: ['time', 'y'], count: 2 })
    expect(rows.map(({ line }) => line)).toEqual([2, 4])
    expect(columns.map(({ name, distinct }) => [name, distinct])).toEqual([
      ['time', 2],
      ['y', 1],
    ])
    expect(columns[1]!.forms.get('9.9')).toEqual({ count: 2, example: '1.5', line: 2 })
  })

  it('ignores repeated headers and empty cells after the last column, and remembers records of another length', () => {
    const table = new Table(['time', 'y'])
    table.add([' time', 'y '], 2)
    table.add(['2024', '1', '', ' '], 3)
    for (const line of [4, 5, 6]) table.add(['a', 'b', 'c'], line)
    table.add(['a'], 7)
    expect([table.count, table.misfits, table.firstMisfit]).toEqual([1, 4, 4])
    expect(table.facts().rows).toEqual([{ line: 3, cells: ['2024', '1'] }])
    expect(table.others).toEqual({ line: 4, lastLine: 6, width: 3, count: 3 })
  })
})
