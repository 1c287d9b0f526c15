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
})
