import { describe, expect, it } from 'vitest'
import { sampleOf } from '../../src/look/sample.ts'
import { bytesOf } from './bytes-of.ts'

const sample = (text: string) => sampleOf('a.csv', bytesOf(text))

describe('sampleOf', () => {
  it('reads header, rows and forms of a plain CSV file', async () => {
    const { format, layout, header, columns, rows, count, whole } = await sample(
      'date,sales\n2024-01-01,5\n2024-01-02,12\n2024-01-03,n/a\n',
    )
    expect({ format, layout, header, count, whole }).toEqual({
      format: 'csv',
      layout: {},
      header: ['date', 'sales'],
      count: 3,
      whole: true,
    })
    expect(rows[1]).toEqual({ line: 3, cells: ['2024-01-02', '12'] })
    expect([...columns[1]!.forms]).toEqual([
      ['9', { count: 1, example: '5', line: 2 }],
      ['99', { count: 1, example: '12', line: 3 }],
      ['n/a', { count: 1, example: 'n/a', line: 4 }],
    ])
    expect(columns.map(({ distinct }) => distinct)).toEqual([3, 3])
  })

  it('writes the delimiter into the layout', async () => {
    expect(await sample('date;sales\n2024-01-01;5\n')).toMatchObject({ layout: { delimiter: ';' }, count: 1 })
  })

  it('throws for a text without rows', async () => {
    await expect(sample('')).rejects.toThrow('a.csv: expected a header and rows, got an empty file')
    await expect(sample('date,sales\n')).rejects.toThrow('a.csv: expected a header and rows, got a header only')
  })

  it('finds the encoding, and writes it into the layout', async () => {
    const umlaut = 'Tag;Größe\n2024-01-01;1\n'
    expect(await sample(`\ufeff${umlaut}`)).toMatchObject({ layout: { delimiter: ';' }, header: ['Tag', 'Größe'] })
    for (const [encoding, bytes] of [
      ['windows-1252', Buffer.from(umlaut, 'latin1')],
      ['utf-16le', Buffer.from(umlaut, 'utf16le')],
      ['utf-16be', Buffer.from(`\ufeff${umlaut}`, 'utf16le').swap16()],
    ] as const) {
      const found = await sampleOf('a.csv', bytesOf(bytes))
      expect(found).toMatchObject({ layout: { delimiter: ';', encoding }, header: ['Tag', 'Größe'], count: 1 })
    }
  })

  it('reads the text again as windows-1252 if a byte further on is not UTF-8', async () => {
    const bytes = Buffer.from(`day,note\n${'2024-01-01,x\n'.repeat(40_000)}2024-01-01,\xe9\x80\n`, 'latin1')
    const { layout, count, rows, notes } = await sampleOf('a.csv', bytesOf(bytes))
    expect([layout, count, rows.at(-1)!.cells[1]]).toEqual([{ encoding: 'windows-1252' }, 40_001, 'é€'])
    expect(notes).toEqual([
      'the text is not UTF-8 and was read as windows-1252; if letters look wrong, name its encoding',
    ])
    await expect(sampleOf('a.csv', bytesOf(bytes), { encoding: 'utf-8' })).rejects.toThrow(
      'expected UTF-8, got byte 0xE9',
    )
  })

  it('keeps what the user says', async () => {
    const bytes = Buffer.from('день|y\n2024-01-01|1\n', 'utf16le')
    const found = await sampleOf('a.csv', bytesOf(bytes), { encoding: 'utf-16le', delimiter: '|' })
    expect(found).toMatchObject({
      layout: { delimiter: '|', encoding: 'utf-16le' },
      header: ['день', 'y'],
      notes: ['cells are separated by "|"'],
    })
  })

  it('reads JSON', async () => {
    expect(await sample('[{"time":"2024-01-01","y":1}]')).toMatchObject({
      format: 'ndjson',
      layout: {},
      header: ['time', 'y'],
    })
  })

  it('names files that are not tables of text', async () => {
    await expect(sample('<!DOCTYPE html><p>')).rejects.toThrow(
      'a.csv: expected a table in text, such as CSV, got a web page;',
    )
  })
})
