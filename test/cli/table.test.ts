import { describe, expect, it } from 'vitest'
import { shortened, table, tablesWithin } from '../../src/cli/table.ts'

describe('table', () => {
  it('aligns the first column to the left and numbers to the right', () => {
    expect(
      table([
        ['lead', 'MAE'],
        ['1', '2.081'],
        ['10', '12.2'],
      ]),
    ).toEqual(['lead    MAE', '1     2.081', '10     12.2'])
  })

  it('counts characters, not bytes, and no colour codes', () => {
    const red = (text: string) => `\u001b[31m${text}\u001b[39m`
    expect(
      table([
        ['a', { text: '−1 %', paint: red }],
        ['b', '100 %'],
      ]),
    ).toEqual(['a   \u001b[31m−1 %\u001b[39m', 'b  100 %'])
  })

  it('aligns names that take two columns a character', () => {
    expect(
      table([
        ['気温', '1'],
        ['wind', '2'],
      ]),
    ).toEqual(['気温  1', 'wind  2'])
  })

  it('has no trailing spaces', () => {
    expect(
      table(
        [
          ['name', 'what'],
          ['x', ''],
        ],
        2,
      ),
    ).toEqual(['name  what', 'x'])
  })
})

describe('tablesWithin', () => {
  const rows = [
    ['', 'a', 'b', 'c', 'd'],
    ['x', '1', '2', '3', '4'],
  ]

  it('is one table if it fits, else several with the first column in each', () => {
    expect(tablesWithin(rows, 13, 1)).toEqual([table(rows)])
    expect(tablesWithin(rows, 12, 1)).toEqual([
      ['   a  b  c', 'x  1  2  3'],
      ['   d', 'x  4'],
    ])
  })

  it('keeps columns together that belong together, even if they do not fit', () => {
    expect(tablesWithin(rows, 12, 2).map(([header]) => header)).toEqual(['   a  b', '   c  d'])
    expect(tablesWithin(rows, 1, 2).map(([header]) => header)).toEqual(['   a  b', '   c  d'])
  })
})

describe('shortened', () => {
  it('cuts a text that is too wide, between characters as they are seen', () => {
    expect(shortened('short', 5)).toBe('short')
    expect(shortened('longer', 5)).toBe('long…')
    expect(shortened('市場市場', 6)).toBe('市場…')
    expect(shortened('👩‍👧👩‍👧👩‍👧', 5)).toBe('👩‍👧👩‍👧…')
  })
})
