import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CsvLayout, type CsvRecord, CsvRows, type LongRecord } from '../../src/sources/csv-rows.ts'

function read(chunks: readonly string[]) {
  const rows = new CsvRows('a.csv', { delimiter: ',' })
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

  it('reads the same however the text is split, also if its quotes are misplaced', () => {
    const piece = fc.constantFrom('a', '1', ',', '"', '""', '\n', '\r\n', ' ', '#', ', "', '",', '5" x')
    const text = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 9 }), fc.constantFrom('', '#'), (whole, size, comment) => {
        const readIn = (length: number) => {
          const rows = new CsvRows('a.csv', { delimiter: ',', comment })
          const records: (CsvRecord | LongRecord)[] = []
          for (let at = 0; at < whole.length; at += length) records.push(...rows.push(whole.slice(at, at + length)))
          return [...records, ...rows.end()]
        }
        expect(readIn(size)).toEqual(readIn(whole.length + 1))
      }),
      { numRuns: 2000 },
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
    const rows = new CsvRows('a.csv', { delimiter: ',' })
    expect(rows.push('a,b\n1,"2\n3,4\n')).toHaveLength(1)
    expect(rows.problem(false)).toBeUndefined()
    expect(rows.end()).toEqual([])
    expect(rows.problem(true)?.message).toBe(
      'a.csv:2:3 expected the quote opened here to be closed, got the end of the file; close it, or double quotes inside a cell',
    )
    expect(rows.open?.line).toBe(2)
  })

  it('gives up on a quote that is open after 65,536 characters, and on a longer header', () => {
    const rows = new CsvRows('a.csv', { delimiter: ',' })
    rows.push(`a\n"${'x'.repeat(65_535)}`)
    expect(rows.problem(false)).toBeUndefined()
    rows.push('x')
    expect(rows.problem(false)?.message).toMatch(/^a\.csv:2:1 .*65536 characters without it/)
    expect(() => new CsvRows('a.csv', { delimiter: ',' }).push('x'.repeat(65_537))).toThrow(
      'a.csv:1 expected a header of at most 65536 characters, got more; check the line ends',
    )
  })

  it('keeps the beginning of any other record that is too long, and continues at the next line', () => {
    const long = 'x'.repeat(65_536)
    for (const text of [`a\n${long}y"\n3\n`, `a\r${long}yy\r3\r`, `a\r\n${long}y"y\r\n3\r\n`])
      expect(new CsvRows('a.csv', { delimiter: ',' }).push(`${text}x`)).toEqual([
        { line: 1, cells: ['a'] },
        { line: 2, beginning: long },
        { line: 3, cells: ['3'] },
      ])
    expect(new CsvRows('a.csv', { delimiter: ',' }).push(`a\n${long}\n`)).toEqual([
      { line: 1, cells: ['a'] },
      { line: 2, cells: [long] },
    ])
  })

  const cellsOf = (text: string, layout: Omit<CsvLayout, 'delimiter'> & { delimiter?: string }, size = text.length) => {
    const rows = new CsvRows('a.csv', { delimiter: ',', ...layout })
    const records: (CsvRecord | LongRecord)[] = []
    for (let at = 0; at < text.length; at += size) records.push(...rows.push(text.slice(at, at + size)))
    records.push(...rows.end())
    return records.map((record) => ('cells' in record ? [record.line, ...record.cells] : [record.line]))
  }

  it.each([1, 2, 3, 5, 8, 1000])('skips lines whatever they hold, in chunks of %i characters', (size) => {
    const records = [
      [4, 'a', 'b'],
      [5, '1', '2'],
    ]
    expect(cellsOf('\ufeff"Title\r\n\r\n5" pipes, "open\r\na,b\r\n1,2', { skip: 3 }, size)).toEqual(records)
    expect(cellsOf('x\r\ra "quote\ra,b\r1,2\r', { skip: 3 }, size)).toEqual(records)
    expect(cellsOf('x\n\ny\na,b\n"1",2\n', { skip: 3 }, size)).toEqual(records)
    expect(cellsOf('x\ny\n', { skip: 3 }, size)).toEqual([])
  })

  it.each([1, 2, 3, 5, 8, 1000])('leaves out comments anywhere, in chunks of %i characters', (size) => {
    const records = [
      [2, 'a', 'b'],
      [4, '1', 'x\n#y'],
      [7, '2', '#3'],
    ]
    const text = '# a "comment,"with\na,b\n#,"\n1,"x\n#y"\n# "\n2,#3\n#"'
    expect(cellsOf(text, { comment: '#' }, size)).toEqual(records)
    expect(cellsOf(text.replaceAll('\n', '\r\n'), { comment: '#' }, size).map(([line]) => line)).toEqual([2, 4, 7])
    expect(cellsOf('#x\na,b\n#y\n1,2\n', { comment: '#' }, size)).toEqual([
      [2, 'a', 'b'],
      [4, '1', '2'],
    ])
  })

  it.each([1, 3, 1000])('takes runs of spaces and tabs as one delimiter, in chunks of %i characters', (size) => {
    expect(cellsOf('  a   b\tc \n 1  2 \t 3\n   \n4 5 6', { delimiter: ' ' }, size)).toEqual([
      [1, 'a', 'b', 'c'],
      [2, '1', '2', '3'],
      [4, '4', '5', '6'],
    ])
    expect(cellsOf('"1"  "a  b"\t"-"  3 \n2 x  y z\n', { delimiter: ' ' }, size)).toEqual([
      [1, '1', 'a  b', '-', '3'],
      [2, '2', 'x', 'y', 'z'],
    ])
    expect(cellsOf('# "a" b\n "1"  2\n', { delimiter: ' ', comment: '#' }, size)).toEqual([[2, '1', '2']])
  })
})
