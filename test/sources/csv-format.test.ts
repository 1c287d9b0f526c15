import { describe, expect, it } from 'vitest'
import { CsvFormat } from '../../src/sources/csv-format.ts'
import { columns } from './columns.ts'

const format = () => new CsvFormat('a.csv', { delimiter: ',' }, columns)

describe('CsvFormat', () => {
  it('emits a row as soon as its line ends', () => {
    const csv = format()
    expect(csv.push('day,y\n')).toEqual([])
    expect(csv.push('2024-01-01,1\n')).toMatchObject([{ values: [1] }])
  })

  it('skips a repeated header', () => {
    const csv = format()
    expect(csv.push('day,y\n2024-01-01,1\nday,y\n').at(-1)).toBe('header')
  })

  it('requires a header and at least one row', () => {
    expect(format().problem(true)?.message).toBe('a.csv: expected a header and rows, got an empty file')
    const csv = format()
    csv.push('day,y\n')
    expect(csv.problem(false)).toBeUndefined()
    expect(csv.problem(true)?.message).toBe('a.csv:1 expected rows after the header, got the end of the file')
  })

  it('rejects a NUL byte wherever the text is split', () => {
    const text = 'day,y,note\n2024-01-01,1,fine\n2024-01-02,2,a\0b\n2024-01-03,3,fine\n'
    for (let at = 0; at <= text.length; at++) {
      const csv = format()
      expect([...csv.push(text.slice(0, at)), ...csv.push(text.slice(at))], String(at)).toMatchObject([
        { values: [1] },
        { place: { line: 3 }, column: 'note', reason: 'expected text, got a NUL byte; the file may be damaged' },
        { values: [3] },
      ])
    }
  })

  it('rejects everything inside an unclosed quote, and reports where it begins', () => {
    const csv = format()
    csv.push('day,y\n2024-01-01,"1\n2024-01-02,2\n')
    expect(csv.end()).toMatchObject([
      {
        place: { line: 2 },
        reason: 'expected the quote opened in column 12 to be closed',
        raw: '2024-01-01,"1\n2024-01-02,2\n',
      },
    ])
    expect(csv.problem(true)?.message).toMatch(/^a\.csv:2:12 /)
  })

  it('reads rows from the first line if the names are given, and counts lines of the file', () => {
    const csv = new CsvFormat('a.csv', { delimiter: ' ', skip: 1, comment: '#', columns: ['day', 'y'] }, columns)
    const rows = [...csv.push('day y\n# none\n 2024-01-01  1\n2024-01-02 x\n'), ...csv.end()]
    expect(rows).toMatchObject([{ values: [1] }, { place: { line: 4 }, column: 'y' }])
    expect(csv.problem(true)).toBeUndefined()
    const empty = new CsvFormat('a.csv', { delimiter: ',', columns: ['day', 'y'] }, columns)
    expect(empty.problem(true)?.message).toBe('a.csv: expected rows, got an empty file')
  })

  it('ignores spaces around names, and delimiters after the last cell', () => {
    const csv = format()
    expect(csv.push(' day , y\n2024-01-01, 1,\n2024-01-02,2, ,\n2024-01-03,3,4\n day,y \n')).toMatchObject([
      { values: [1] },
      { values: [2] },
      { reason: 'expected 2 cells, got 3; quote cells that hold the delimiter' },
      'header',
    ])
  })
})
