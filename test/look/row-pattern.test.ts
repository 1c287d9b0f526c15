import { describe, expect, it } from 'vitest'
import { recordsIn } from '../../src/look/records-in.ts'
import { hasWidth, rowPattern } from '../../src/look/row-pattern.ts'

const pattern = (text: string) => rowPattern(recordsIn(text, { delimiter: ',' }))

describe('rowPattern', () => {
  it('knows the width, the kinds of the columns and the first row', () => {
    expect(pattern('A title\nday,y,note,\n2024-01-01,1,a,\n2024-01-02,n/a,b,\n')).toMatchObject({
      width: 4,
      kinds: ['time', 'number', 'word', 'empty'],
      first: 2,
    })
  })

  it('takes a row with a bad or missing number for a row, and a header for none', () => {
    const { isRow } = pattern('day,y\n2024-01-01,1\n2024-01-02,2\n')!
    expect(isRow({ line: 1, cells: ['2024-01-03', 'n/a'] })).toBe(true)
    expect(isRow({ line: 1, cells: ['day', 'y'] })).toBe(false)
    expect(isRow({ line: 1, cells: ['Date', ''] })).toBe(false)
    expect(isRow({ line: 1, cells: ['2024-01-03'] })).toBe(false)
  })

  it('passes over metadata of the same width, but not over rows with a bad one among them', () => {
    expect(pattern('lat,lon\n1.5,2.5\nyear,y\n2001,1\n2002,2\n2003,3\n')?.first).toBe(3)
    expect(pattern('day,y\n2024-01-01,1\n2024-01-02,x,\n2024-01-03,1\n2024-01-04,1\n')?.first).toBe(1)
  })

  it('chooses the largest of several tables of the same width, and ignores repeated headers', () => {
    const rows = (count: number) => '2024-01-01,1\n'.repeat(count)
    expect(pattern(`a,b\n${rows(3)}\nday,y\n${rows(5)}`)?.first).toBe(5)
    expect(pattern(`a,b\n${rows(5)}\nday,y\n${rows(3)}`)?.first).toBe(1)
    expect(pattern(`day,y\n${rows(3)}day,y\n${rows(5)}`)?.first).toBe(1)
  })

  it('takes the first record for the header of a table of words', () => {
    expect(pattern('a,b\nx,y\nz,w\n')).toMatchObject({ width: 2, first: 1 })
  })

  it('finds none without records', () => {
    expect(pattern('')).toBeUndefined()
  })
})

it('ignores empty cells after the last one', () => {
  expect([
    hasWidth(['1', '2'], 2),
    hasWidth(['1', '2', ' '], 2),
    hasWidth(['1', '2', '3'], 2),
    hasWidth(['1'], 2),
  ]).toEqual([...[true, true, false, false]])
})
