import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvRows } from '../../src/sources/csv-rows.ts'

function read(chunks: readonly string[]) {
  const rows = new CsvRows('a.csv', ',')
  const records = chunks.flatMap((chunk) => rows.push(chunk))
  return [...records, ...rows.end()]
}

describe('CsvRows', () => {
  it('reads what csv-parse reads of the whole, however the text is cut', () => {
    const cell = fc.constantFrom('', 'a', '1.5', 'é', '"x,y"', '"two\nlines"', '"say ""hi"""', 'spaced out')
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        table,
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 60 }),
        (cells, end, sizes) => {
          const text = cells.map((row) => row.join(',') + end).join('')
          const chunks: string[] = []
          let at = 0
          for (const size of sizes) {
            chunks.push(text.slice(at, at + size))
            at += size
          }
          chunks.push(text.slice(at))
          const whole: string[][] = parse(text, { relax_column_count: true })
          expect(read(chunks).map((record) => record.cells)).toEqual(whole)
        },
      ),
    )
  })

  it('knows on which line a record begins, past quoted lines and blank ones', () => {
    const records = read(['a,b\n\n1,"2\n2"\r\n3,4\n', '\n5,6'])
    expect(records.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '1', '2\n2'],
      [5, '3', '4'],
      [7, '5', '6'],
    ])
  })

  it('takes any line ends, mixed too, and drops a byte order mark', () => {
    expect(read(['\ufeffa,b\r\n1,2\n3,4\r\n']).map(({ cells }) => cells.join())).toEqual(['a,b', '1,2', '3,4'])
    expect(read(['a,b\r1,2\r']).map(({ cells }) => cells.join())).toEqual(['a,b', '1,2'])
  })

  it('says where a quote was opened that is never closed', () => {
    const rows = new CsvRows('a.csv', ',')
    expect(rows.push('a,b\n1,"2\n3,4\n')).toHaveLength(1)
    expect(rows.problem(false)).toBeUndefined()
    expect(rows.end()).toEqual([])
    expect(rows.problem(true)?.message).toBe(
      'a.csv:2:3 expected the quote opened here to be closed, got the end of the file; close it, or double quotes inside a cell',
    )
    expect(rows.open?.line).toBe(2)
  })

  it('gives up on a record of more than 65,536 characters', () => {
    const rows = new CsvRows('a.csv', ',')
    rows.push(`a\n"${'x'.repeat(70_000)}`)
    expect(rows.problem(false)?.message).toMatch(/^a\.csv:2:1 .*65536 characters without it/)
    const endless = new CsvRows('a.csv', ',')
    endless.push('x'.repeat(70_000))
    expect(endless.problem(false)?.message).toMatch(/check the delimiter and the line ends/)
  })
})
