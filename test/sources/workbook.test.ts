import { describe, expect, it } from 'vitest'
import { workbookText } from '../../src/sources/workbook.ts'
import { workbookOf } from './workbooks.ts'

describe('workbookText', () => {
  it('gives the CSV of a sheet, with dates as days and times of day', async () => {
    const bytes = await workbookOf([
      ['Date', 'Name, short', 'Sales'],
      [new Date('2024-01-31T00:00:00Z'), 'a "b"', 1234.5],
      [new Date('2024-02-29T13:45:10Z'), null, -2],
    ])
    expect(await workbookText(bytes, 'book.xlsx')).toBe(
      'Date,"Name, short",Sales\n2024-01-31,"a ""b""",1234.5\n2024-02-29 13:45:10,,-2\n',
    )
  })

  it('takes another sheet by name or number, and names the sheets if there is none', async () => {
    const bytes = await workbookOf([['a'], [1]], [['b'], [2]])
    expect(await workbookText(bytes, 'book.xlsx', 2)).toBe('b\n2\n')
    expect(await workbookText(bytes, 'book.xlsx', 'Sheet2')).toBe('b\n2\n')
    await expect(workbookText(bytes, 'book.xlsx', 'Sales')).rejects.toThrow(
      'book.xlsx: expected a sheet "Sales", got "Sheet1", "Sheet2"; set sheet to one of them',
    )
  })

  it('refuses other archives and old workbooks', async () => {
    for (const begin of ['504b0304', 'd0cf11e0'])
      await expect(workbookText(Buffer.from(`${begin}00000000`, 'hex'), 'old.xls')).rejects.toThrow(
        /^old\.xls: expected a workbook \(\.xlsx\), got a file that is not one: .*; save the sheet as CSV$/,
      )
  })

  it('says what to install if the package is absent', async () => {
    const absent = () => import('no-such-package' as string)
    await expect(workbookText(new Uint8Array(4), 'book.xlsx', 1, absent)).rejects.toThrow(
      'expected the package read-excel-file, which reads workbooks, got none; npm install read-excel-file',
    )
  })
})
