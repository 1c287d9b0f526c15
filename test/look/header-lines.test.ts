import { describe, expect, it } from 'vitest'
import { commentedHeader, headerLines } from '../../src/look/header-lines.ts'
import { recordsIn } from '../../src/look/records-in.ts'
import { rowPattern } from '../../src/look/row-pattern.ts'

describe('headerLines', () => {
  const lines = (text: string) => {
    const records = recordsIn(text, { delimiter: ',' })
    return headerLines(records, rowPattern(records)!).map(({ line }) => line)
  }
  const rows = '2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n'

  it.each([
    ['one', `day,y\n${rows}`, [1]],
    ['none', rows, []],
    ['two, below a title', `Title\nPrice,Close\nDate,\n${rows}`, [2, 3]],
    ['one below a blank line', `Station,Berlin\n\nday,y\n${rows}`, [3]],
    ['one above a blank line', `day,y\n\n${rows}`, [1]],
    ['one above a rule', `day,y\n---,---\n${rows}`, [1]],
    ['one above rows of another kind', `day,y\n2024,5\n2025,6\n${rows}`, [1]],
    ['one with a delimiter too many', `day,y,\n${rows}`, [1]],
    ['one above units of some columns', `day,y\nmm\n${rows}`, [1]],
    ['none in rows with a cell too few', `2023-12-31,1\n${rows.replaceAll('\n', ',x\n')}`, []],
    ['one above a row with a cell too few', `day,y,z\n2023-12-31,1\n${rows.replaceAll('\n', ',x\n')}`, [1]],
    ['one over several lines of text', `"the\nday",y\n${rows}`, [1]],
  ])('finds %s', (_, text, expected) => {
    expect(lines(text)).toEqual(expected)
  })
})

describe('commentedHeader', () => {
  it('finds the comments that have a word for each column', () => {
    expect(commentedHeader('# Title\n# day y\n2024-01-01 1\n', '#', ' ', 2, 3)).toEqual([
      { line: 2, cells: ['day', 'y'] },
    ])
    expect(commentedHeader('#day,y\n2024-01-01,1\n', '#', ',', 2, 2)).toEqual([{ line: 1, cells: ['day', 'y'] }])
    expect(commentedHeader('# day y\n2024-01-01,1\n', '#', ',', 2, 2)).toEqual([{ line: 1, cells: ['day', 'y'] }])
    expect(commentedHeader('# Some title\n2024-01-01,1\n', '#', ',', 2, 2)).toEqual([])
    expect(commentedHeader('day,y\n2024-01-01,1\n', '', ',', 2, 2)).toEqual([])
  })
})
