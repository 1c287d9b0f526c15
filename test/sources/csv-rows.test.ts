import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvRecord, CsvRows } from '../../src/sources/csv-rows.ts'

function read(chunks: readonly string[]) {
  const rows = new CsvRows('a.csv', ',')
  const records = chunks.flatMap((chunk) => rows.push(chunk))
  return [...records, ...rows.end()] as CsvRecord[]
}

describe('CsvRows', () => {
  it('reads what csv-parse reads from the whole text, however it is split', () => {
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

  it('knows the line on which a record begins, past quoted and blank lines', () => {
    const records = read(['a,b\n\n1,"2\n2"\r\n3,4\n', '\n5,6'])
    expect(records.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '1', '2\n2'],
      [5, '3', '4'],
      [7, '5', '6'],
    ])
  })

  it('accepts any line ends, mixed too, and drops a byte order mark', () => {
    expect(read(['\ufeffa,b\r\n1,2\n3,4\r\n']).map(({ cells }) => cells.join())).toEqual(['a,b', '1,2', '3,4'])
    expect(read(['a,b\r1,2\r']).map(({ cells }) => cells.join())).toEqual(['a,b', '1,2'])
  })

  it('reports where an unclosed quote begins', () => {
    const rows = new CsvRows('a.csv', ',')
    expect(rows.push('a,b\n1,"2\n3,4\n')).toHaveLength(1)
    expect(rows.problem(false)).toBeUndefined()
    expect(rows.end()).toEqual([])
    expect(rows.problem(true)?.message).toBe(
      'a.csv:2:3 expected the quote opened here to be closed, got the end of the file; close it, or double quotes inside a cell',
    )
    expect(rows.open?.line).toBe(2)
  })

  it('gives up on a quote that is open after 65,536 characters, and on a longer header', () => {
    const rows = new CsvRows('a.csv', ',')
    rows.push(`a\n"${'x'.repeat(65_535)}`)
    expect(rows.problem(false)).toBeUndefined()
    rows.push('x')
    expect(rows.problem(false)?.message).toMatch(/^a\.csv:2:1 .*65536 characters without it/)
    expect(() => new CsvRows('a.csv', ',').push('x'.repeat(65_537))).toThrow(
      'a.csv:1 expected a header of at most 65536 characters, got more; check the line ends',
    )
  })

  it('keeps the beginning of any other record that is too long, and continues at the next line', () => {
    const long = 'x'.repeat(65_536)
    for (const text of [`a\n${long}y"\n3\n`, `a\r${long}yy\r3\r`, `a\r\n${long}y"y\r\n3\r\n`])
      expect(new CsvRows('a.csv', ',').push(`${text}x`)).toEqual([
        { line: 1, cells: ['a'] },
        { line: 2, beginning: long },
        { line: 3, cells: ['3'] },
      ])
    expect(new CsvRows('a.csv', ',').push(`a\n${long}\n`)).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, cells: [long] },
    ])
  })
})
