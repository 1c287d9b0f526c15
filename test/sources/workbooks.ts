import writeExcelFile, { type SheetData } from 'write-excel-file/node'

/** The rows of a sheet. */
export type Rows = readonly (readonly (string | number | Date | null)[])[]

/** The bytes of a workbook with these sheets: Sheet1, Sheet2, … */
export async function workbookOf(...sheets: readonly Rows[]): Promise<Buffer> {
  const cells = (rows: Rows): SheetData =>
    rows.map((row) =>
      row.map((value) =>
        value === null ? null : value instanceof Date ? { value, format: 'yyyy-mm-dd hh:mm:ss' } : { value },
      ),
    )
  return writeExcelFile(sheets.map((rows, i) => ({ data: cells(rows), sheet: `Sheet${i + 1}` }))).toBuffer()
}
