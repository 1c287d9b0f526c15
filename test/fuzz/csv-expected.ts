import { parse } from 'csv-parse/sync'
import { type CsvCase, columns } from './csv-cases.ts'
import { numberIn, timeIn } from './reference.ts'

interface Layout {
  readonly delimiter: string
  readonly comment: string
  readonly skip: number
  readonly covariates: readonly string[]
  readonly by: readonly string[]
  readonly where?: { readonly k?: string | string[]; readonly x?: number }
  readonly until?: string
  readonly decimal: string
  readonly thousands?: string
  readonly header?: boolean
}

/** What csv-parse and the reference make of a text; undefined if they cannot tell. */
export function expected(text: string, options: CsvCase['options']) {
  const {
    delimiter,
    comment,
    skip,
    covariates,
    by,
    where,
    until,
    decimal,
    thousands = '',
    header,
  } = options as unknown as Layout
  let rest = text.replace(/^\ufeff/, '')
  for (let i = 0; i < Number(skip); i++) rest = rest.replace(/^[^\r\n]*(\r\n|\n|\r|$)/, '')
  let records: string[][]
  try {
    records = parse(rest, {
      delimiter: delimiter === ' ' ? [' ', '\t'] : delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      ltrim: true,
      comment: comment === '' ? null : comment,
      comment_no_infix: true,
    } as never) as unknown as string[][]
  } catch {
    return undefined
  }
  if (delimiter === ' ') records = records.map((cells) => cells.filter((text) => text !== ''))
  records = records.filter((cells) => cells.length > 1 || (cells[0] ?? '').trim() !== '')
  if (header !== false) {
    const [first] = records.splice(0, 1)
    if (first?.map((text) => text.trim()).join() !== columns.join()) return undefined
  }
  const rows: unknown[] = []
  const rejects: (string | undefined)[] = []
  let skipped = 0
  for (const cells of records) {
    const trimmed = cells.map((text) => (/^"(?:[^"]|"")*" +$/.test(text) ? undefined : text.trim()))
    if (trimmed.includes(undefined)) return undefined
    const [t, y, x, k, z] = trimmed as string[]
    if (trimmed.join('\0') === columns.join('\0')) skipped++
    else if (cells.length < 5 || trimmed.slice(5).some((text) => text !== '')) rejects.push(undefined)
    else if (cells.some((text) => text.includes('\0')))
      rejects.push(columns[cells.findIndex((text) => text.includes('\0'))])
    else {
      const selected = where
      if (selected?.k !== undefined && ![selected.k].flat().includes(k!)) continue
      if (selected?.x !== undefined && numberIn(x!, '.', '') !== 1) continue
      const keyed = by.map((name) => (name === 'k' ? k! : z!))
      if (keyed.length > 0 && keyed.every((part) => part === '')) {
        rejects.push('k')
        continue
      }
      const time = timeIn(t!)
      if (time === undefined) return undefined
      if (Number.isNaN(time)) {
        rejects.push('t')
        continue
      }
      if (until !== undefined && time > Date.parse(`${until}T23:59:59.999Z`)) continue
      const value = numberIn(y!, decimal, thousands)
      const beside = covariates.map(() => numberIn(x!, decimal, thousands))
      if (value === undefined || beside.includes(undefined)) rejects.push(value === undefined ? 'y' : 'x')
      else rows.push({ time, values: [value], covariates: beside, ...(keyed.length > 0 && { key: keyed }) })
    }
  }
  return { rows, rejects, skipped }
}
