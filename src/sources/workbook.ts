import { DataError } from '../errors.ts'

/** The sheet of a workbook: its name, or its number from 1. */
export type Sheet = string | number

/** Loads the package that reads workbooks. Its types are not named, since it need not be installed. */
export type SheetReader = () => Promise<{ default(file: ArrayBuffer): Promise<readonly SheetData[]> }>

interface SheetData {
  readonly sheet: string
  readonly data: readonly (readonly unknown[])[]
}

/**
 * A sheet of an Excel workbook (.xlsx) as the CSV text that saving it would give, with dates in ISO 8601. Browser-safe.
 *
 * @param bytes the whole file
 * @param name name of the file, for errors
 * @param sheet the first if omitted
 * @param load loads the package `read-excel-file`; by default by `import`
 * @throws DataError if the package is not installed, or the file is not a workbook with that sheet
 */
export async function workbookText(
  bytes: Uint8Array,
  name: string,
  sheet: Sheet = 1,
  load: SheetReader = () => import('read-excel-file/universal'),
): Promise<string> {
  let reader: Awaited<ReturnType<SheetReader>>
  try {
    reader = await load()
  } catch {
    throw new DataError(
      `${name}: expected the package read-excel-file, which reads workbooks, got none; npm install read-excel-file, or save the sheet as CSV`,
    )
  }
  // A copy of exactly these bytes: a chunk can be part of a larger buffer.
  const file = new Uint8Array(bytes).buffer
  let sheets: readonly SheetData[]
  try {
    sheets = await reader.default(file)
  } catch (error) {
    throw new DataError(
      `${name}: expected a workbook (.xlsx), got a file that is not one: ${(error as Error).message}; save the sheet as CSV`,
    )
  }
  const found = typeof sheet === 'number' ? sheets[sheet - 1] : sheets.find((one) => one.sheet === sheet)
  if (found) return csvOf(found.data)
  const names = sheets.map((one) => JSON.stringify(one.sheet)).join(', ')
  throw new DataError(`${name}: expected a sheet ${JSON.stringify(sheet)}, got ${names}; set sheet to one of them`)
}

/** Rows as CSV (RFC 4180), each as long as the longest. */
function csvOf(rows: readonly (readonly unknown[])[]): string {
  const width = Math.max(0, ...rows.map(({ length }) => length))
  return rows.map((row) => `${Array.from({ length: width }, (_, i) => quoted(cellText(row[i]))).join(',')}\n`).join('')
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell)
  // Excel stores days as floating-point numbers, so times of day are off by fractions of a millisecond.
  const iso = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 19)
  return iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso.replace('T', ' ')
}

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
