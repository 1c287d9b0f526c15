import type { CsvRecord } from '../sources/csv-rows.ts'
import { cellKind } from './cell-kind.ts'
import { recordsIn } from './records-in.ts'

/** In order of preference, if they fit equally well. */
const candidates = ['\t', ';', '|', ',', '^', '~', '\u0001', ' ']

/** Records whose cells are judged, at most. */
const judged = 120

/**
 * The delimiter of a text: the one that gives most records with values the same number of cells, and cells that are one
 * value each. A decimal comma between semicolons is a part of a value.
 *
 * @param comment first character of lines to ignore; '' for none
 * @returns a comma if there is only one column
 */
export function delimiterOf(text: string, skip: number, comment: string): string {
  let best = ','
  let most = 0
  const lines = recordsIn(text, { delimiter: '\0', skip, comment })
  const wholeTimes = lines.filter(({ cells }) => cellKind(cells[0]!) === 'time').length > lines.length / 2
  for (const delimiter of wholeTimes ? candidates.slice(0, -1) : candidates) {
    const fit = fitOf(recordsIn(text, { delimiter, skip, comment }), delimiter)
    if (fit > most + 1e-9) [best, most] = [delimiter, fit]
  }
  if (most > 0 || wholeTimes) return best
  return fitOf(recordsIn(text, { delimiter: ':', skip, comment }), ':') > 0.5 ? ':' : ','
}

/** From 0 to 1: share of the records with the most frequent number of cells, times the share of clean cells. */
function fitOf(records: readonly CsvRecord[], delimiter: string): number {
  const stride = Math.max(1, Math.floor(records.length / judged))
  const some = records.filter((_, i) => i % stride === 0)
  const bySize = new Map<number, CsvRecord[]>()
  for (const record of some) {
    const { cells } = record
    if (cells.length < 2 || !cells.some((cell) => isValue(cell))) continue
    bySize.set(cells.length, [...(bySize.get(cells.length) ?? []), record])
  }
  const [table = []] = [...bySize.values()].sort((a, b) => b.length - a.length)
  if (table.length === 0) return 0
  const cells = table.flatMap((record) => record.cells)
  const clean = cells.filter((cell) => isClean(cell, delimiter)).length / cells.length
  return (table.length / some.length) * clean
}

const isValue = (cell: string) => /\d/.test(cell) && cellKind(cell) !== 'word'

/** False for a cell that seems to hold several. */
function isClean(cell: string, delimiter: string): boolean {
  const text = cell.trim()
  if (cellKind(text) !== 'word') return true
  if (delimiter === ' ' && /^[,;|]|[,;|]$/.test(text)) return false
  const has = (mark: string | RegExp, test: 'some' | 'every') => {
    const parts = text.split(mark)
    return parts.length > 1 && parts[test](isValue)
  }
  return ![';', '\t', '|'].some((mark) => has(mark, 'some')) && !has(',', 'every') && !has(/\s+/, 'every')
}
