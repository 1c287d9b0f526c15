import stringWidth from 'string-width'
import type { Answer } from '../history/query.ts'
import type { Kind, Value } from '../history/result.ts'
import { toLocal, type Zone, zoneOf } from '../time/zone.ts'
import { shortened, table } from './table.ts'
import type { Terminal } from './terminal.ts'
import { valueText } from './value-text.ts'

/** Rows that are printed: on a terminal, and elsewhere. */
const mostRows = { screen: 200, elsewhere: 10_000 }

/** Prints an answer as a table: numbers of a column with the same decimals, times as exact as they need. */
export async function printTable({ columns, parts, zone }: Answer, terminal: Terminal): Promise<void> {
  const { screen } = terminal
  const most = screen ? mostRows.screen : mostRows.elsewhere
  const rows: (readonly Value[])[] = []
  for await (const part of parts) {
    rows.push(...part)
    if (rows.length > most) break
  }
  const shown = rows.slice(0, most)
  const local = zone === 'UTC' ? undefined : zoneOf(zone)
  const cells = columns.map(({ kind }, i) => {
    const values = shown.map((row) => row[i]!)
    const textOf = textsOf(values, kind, local)
    return values.map((value) => (value === null ? '–' : textOf(value)))
  })
  const isText = columns.map(({ kind }) => kind === 'text' || kind === 'other' || kind === 'boolean')
  const lines = aligned(
    columns.map(({ name }) => name),
    cells,
    isText,
    screen?.columns,
  )
  terminal.out(`${lines.join('\n')}\n`)
  const count = shown.length === 1 ? '1 row' : `${shown.length} rows`
  const more = rows.length > most ? `the first ${count}; --csv or --json prints all` : count
  const times = local && columns.some(({ kind }) => kind === 'instant') ? `, times of ${zone}` : ''
  terminal.err(terminal.paint('dim', `${more}${times}\n`, 'err'))
}

/** The texts of a column that is not text, alike in their form. */
function textsOf(values: readonly Value[], kind: Kind, zone: Zone | undefined): (value: Value) => string {
  if (kind === 'number') {
    const numbers = values.filter((value): value is number => typeof value === 'number')
    const sizes = numbers.map(Math.abs).sort((a, b) => a - b)
    const textOf = valueText(numbers, sizes[Math.floor(sizes.length / 2)])
    return (value) => textOf(Number(value)).replaceAll(',', '')
  }
  if (kind === 'instant' || kind === 'moment' || kind === 'date') {
    const texts = (value: Value) =>
      typeof value === 'number'
        ? new Date(toLocal(value, kind === 'instant' ? zone : undefined)).toISOString().replace('T', ' ').slice(0, -1)
        : String(value)
    const length = lengths.find(([, rest]) => values.every((value) => value === null || texts(value).endsWith(rest)))
    return (value) => texts(value).slice(0, length?.[0])
  }
  return kind === 'other' ? (value) => JSON.stringify(value) : String
}

/** Lengths of times, with what may be left out behind them. */
const lengths = [
  [10, ' 00:00:00.000'],
  [16, ':00.000'],
  [19, '.000'],
] as const

/** Spaces between two columns. */
const gap = 2
const leastText = 8

/**
 * Lines of a table with its names above: texts to the left, all others to the right.
 *
 * @param cells by column
 * @param width that texts are shortened for; undefined for none
 */
export function aligned(
  names: readonly string[],
  cells: readonly (readonly string[])[],
  isText: readonly boolean[],
  width = Number.POSITIVE_INFINITY,
): string[] {
  const widths = names.map((name, i) => Math.max(stringWidth(name), ...cells[i]!.map((cell) => stringWidth(cell))))
  for (;;) {
    const excess = widths.reduce((sum, one) => sum + one + gap, -gap) - width
    const widest = widths.reduce((most, one, i) => (isText[i] && one > (widths[most] ?? leastText) ? i : most), -1)
    if (excess <= 0 || widest < 0) break
    widths[widest] = Math.max(leastText, widths[widest]! - excess)
  }
  const fitted = (text: string, i: number) => {
    const short = isText[i] ? shortened(text, widths[i]!) : text
    return isText[i] ? short + ' '.repeat(widths[i]! - stringWidth(short)) : short
  }
  const rows = Array.from({ length: cells[0]?.length ?? 0 }, (_, r) => cells.map((column, i) => fitted(column[r]!, i)))
  return table([names.map(fitted), ...rows], 0)
}
