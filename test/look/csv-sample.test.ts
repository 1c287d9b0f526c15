import { describe, expect, it } from 'vitest'
import { csvSample } from '../../src/look/csv-sample.ts'

const sample = (
  text: string,
  { size = 1000, rest = [] as string[], delimiter = undefined as string | undefined } = {},
) =>
  csvSample(
    'a.csv',
    async function* () {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
    },
    rest,
    delimiter,
  )
const rows = (count: number, row: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => `${row(n)}\n`).join('')
const day = (n: number) => new Date(Date.UTC(2000, 0, 1 + n)).toISOString().slice(0, 10)

describe('csvSample', () => {
  it.each([7, 1000, 1_000_000])('reads every row of a text in chunks of %i characters', async (size) => {
    const {
      count,
      columns,
      rows: kept,
      header,
    } = await sample(`Title\nday,y\n${rows(30_000, (n) => `${day(n)},${n}`)}`, { size })
    expect({ count, header, kept: kept.length > 1400 }).toEqual({ count: 30_000, header: ['day', 'y'], kept: true })
    expect(columns[0]!.forms.get('9999-99-99')).toEqual({ count: 30_000, example: '2000-01-01', line: 3 })
    expect([...columns[1]!.forms].map(([form, one]) => [form, one.count])).toEqual([
      ['9', 10],
      ['99', 90],
      ['999', 900],
      ['9999', 9000],
      ['99999', 20_000],
    ])
    expect(kept.at(-1)).toEqual({ line: 30_002, cells: [day(29_999), '29999'] })
  })

  it('leaves out repeated headers, and lines of another width, which it counts', async () => {
    const { count, notes } = await sample('day,y\n2024-01-01,1\nday,y\n2024-01-02,2\n\nSource: us\nAnd, them, too\n')
    expect(count).toBe(2)
    expect(notes).toEqual(['2 lines have more or fewer cells than the header, the first is line 6'])
  })

  it('reads a later table if it is larger, also beyond the beginning', async () => {
    for (const few of [5, 20_000]) {
      const first = rows(few, (n) => `${day(n)},${n}`)
      const second = rows(few * 2, (n) => `${day(n)},${n},x`)
      const found = await sample(`day,y\n${first}\nA title\nday,z,code\n${second}`, { size: 65_536 })
      expect(found.layout).toEqual({ skip: few + 3 })
      expect([found.count, found.header]).toEqual([few * 2, ['day', 'z', 'code']])
      expect(found.rows[0]!.line).toBe(few + 5)
    }
  })

  it('names a smaller table that it leaves out', async () => {
    const { header, count, notes } = await sample(
      `day,y\n${rows(9, (n) => `${day(n)},${n}`)}\nday,z,code\n${rows(4, (n) => `${day(n)},${n},x`)}`,
    )
    expect([header, count]).toEqual([['day', 'y'], 9])
    expect(notes).toEqual(['lines 12 to 16 have 3 cells and are left out: another table'])
  })

  it('adds the rows of parts from further on', async () => {
    const found = await sample('day;y\n2024-01-01;1\n', { rest: ['2024-02-01;22\n2024-02-02;33\n', '2024-03-01;4'] })
    expect([found.layout, found.count, found.columns[1]!.forms.get('99')?.count]).toEqual([{ delimiter: ';' }, 4, 2])
  })

  it('throws without rows', async () => {
    await expect(sample('')).rejects.toThrow('a.csv: expected a header and rows, got an empty file')
    await expect(sample('day,y\n')).rejects.toThrow('a.csv: expected a header and rows, got a header only')
  })
})
