import { describe, expect, it } from 'vitest'
import { tellingColumns } from '../../src/sources/telling-columns.ts'

const rows = (...all: Record<string, string>[]) => all.map((row) => new Map(Object.entries(row)))

describe('tellingColumns', () => {
  it('finds the column that differs within each group', () => {
    const groups = [
      rows({ a: '1', store: 'x' }, { a: '1', store: 'y' }),
      rows({ a: '2', store: 'y' }, { a: '3', store: 'x' }),
    ]
    expect(tellingColumns(groups, true)).toEqual(['store'])
  })

  it('finds two columns that only do together', () => {
    const panel = (sales: number) =>
      rows(
        ...['1a', '1b', '2a', '2b'].map(([store, item], i) => ({ store: store!, item: item!, tax: String(sales + i) })),
      )
    expect(tellingColumns([panel(10), panel(20), panel(30)], true)).toEqual(['store', 'item'])
  })

  it('takes the column with the fewest texts, and none whose texts do not come again', () => {
    const groups = ['1', '2', '3'].map((day) =>
      rows({ id: `${day}1`, name: 'a', temp: '20' }, { id: `${day}2`, name: 'b', temp: '21' }),
    )
    expect(tellingColumns(groups, true)).toEqual(['name'])
    expect(tellingColumns([rows({ id: '1' }, { id: '2' }), rows({ id: '3' }, { id: '4' })], true)).toBeUndefined()
    expect(tellingColumns([rows({ id: '1' }, { id: '2' })], false)).toEqual(['id'])
  })

  it('finds none if rows are equal', () => {
    expect(tellingColumns([rows({ a: '1' }, { a: '1' })], false)).toBeUndefined()
  })
})
