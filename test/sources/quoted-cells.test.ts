import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quotedCells } from '../../src/sources/quoted-cells.ts'

const cellsOf = (text: string, delimiter = ',', comment = '') =>
  quotedCells(text, 1, delimiter, comment).map(({ line, cells }) => [line, ...cells])

describe('quotedCells', () => {
  it('reads any cells that are written in quotes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r\n', 'é', ' x'), maxLength: 8 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }))
    const quoted = (content: string) => `"${content.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
        const whole = rows.map((row) => row.map(quoted).join(',') + end).join('')
        expect(quotedCells(whole, 1, ',', '').map(({ cells }) => cells)).toEqual(rows)
      }),
    )
  })

  it('counts the lines of the text', () => {
    expect(cellsOf('"a\nb",1\r\n"c",2\r"d\r\ne",3\n\n"f",4')).toEqual([
      ...[
        [1, 'a\nb', '1'],
        [3, 'c', '2'],
        [4, 'd\r\ne', '3'],
        [6, ''],
        [7, 'f', '4'],
      ],
    ])
  })

  it('counts blank lines and comments of any line ends', () => {
    expect(cellsOf('#\r\n\na,""\r\n\r\n#ä\r\r\n\n"b\r\n",1\n', ',', '#').filter((cells) => cells.length > 2)).toEqual([
      [3, 'a', ''],
      [8, 'b\r\n', '1'],
    ])
  })

  it('ignores spaces around quotes, and keeps those inside', () => {
    expect(cellsOf('"a", " b, c " ,d , "e"\n')).toEqual([[1, 'a', ' b, c ', 'd ', 'e']])
  })

  it('keeps other quotes as they are', () => {
    expect(cellsOf('5" pipe,"a"b,c"\n"x\ny"z,"1"\n')).toEqual([
      [1, '5" pipe', '"a"b', 'c"'],
      [2, '"x\ny"z', '1'],
    ])
  })

  it('leaves out comments', () => {
    expect(cellsOf('#"a\n"b\n#c",1\n#"\n', ',', '#')).toEqual([[2, 'b\n#c', '1']])
  })

  it('takes runs of spaces and tabs as one delimiter', () => {
    expect(cellsOf(' "a  b"\t 1  ""\n \n"c"', ' ')).toEqual([[1, 'a  b', '1'], [2], [3, 'c']])
  })
})
