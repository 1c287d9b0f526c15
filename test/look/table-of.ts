import { type Column, columnsOf } from '../../src/look/columns.ts'
import { sampleOf } from '../../src/look/sample.ts'
import { bytesOf } from './bytes-of.ts'

/** The columns of a CSV text. */
export async function columnsIn(text: string): Promise<readonly Column[]> {
  return columnsOf(await sampleOf('a.csv', bytesOf(text))).columns
}

/** A CSV text with a header and rows. */
export const csv = (header: string, rows: readonly (string | readonly (string | number)[])[]) =>
  [header, ...rows.map((row) => (typeof row === 'string' ? row : row.join(',')))].map((line) => `${line}\n`).join('')

/** The date some days after 2024-01-01, a Monday. */
export const day = (i: number) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)

/** The time some hours after 2024-01-01. */
export const hour = (i: number) => new Date(Date.UTC(2024, 0, 1, i)).toISOString().slice(0, 16)

/** Something for each number from 0. */
export const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
