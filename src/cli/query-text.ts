import type { Answer } from '../history/query.ts'
import type { ResultColumn, Value } from '../history/result.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import { type Zone, zoneOf } from '../time/zone.ts'
import type { Terminal } from './terminal.ts'

/** Prints an answer. */
export type Print = (answer: Answer, terminal: Terminal) => Promise<void>

/** Prints an answer as CSV. */
export const csvText: Print = async ({ columns, parts, zone }, { out }) => {
  const textOf = machineText(zone)
  const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\n`
  out(line(columns.map(({ name }) => name)))
  for await (const rows of parts)
    out(rows.map((row) => line(row.map((value, i) => csvCell(textOf(value, columns[i]!))))).join(''))
}

/** Prints an answer as a JSON array of objects. */
export const jsonText: Print = async ({ columns, parts, zone }, { out }) => {
  const textOf = machineText(zone)
  let before = '['
  for await (const rows of parts)
    for (const row of rows) {
      const fields = row.map((value, i) => `${JSON.stringify(columns[i]!.name)}: ${jsonOf(textOf(value, columns[i]!))}`)
      out(`${before}\n  { ${fields.join(', ')} }`)
      before = ','
    }
  out(before === '[' ? '[]\n' : '\n]\n')
}

/** Makes text of times, and leaves everything else. */
function machineText(zoneName: string): (value: Value, column: ResultColumn) => Value {
  const zone: Zone | undefined = zoneName === 'UTC' ? undefined : zoneOf(zoneName)
  return (value, { kind }) => {
    if (typeof value !== 'number' || kind === 'number' || kind === 'whole') return value
    if (kind === 'date') return formatTimestamp(value).slice(0, 10)
    return kind === 'moment' ? formatTimestamp(value).slice(0, -1) : formatTimestamp(value, zone?.offsetAt(value))
  }
}

/** A whole number that a double cannot hold is a text in JSON, and a number that JSON does not have is null. */
function jsonOf(value: Value): string {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? String(value) : `"${value}"`
  return JSON.stringify(value)
}

const csvCell = (value: Value) =>
  value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
