import { DataError } from '../errors.ts'
import type { Format, Rows } from './reader.ts'
import { type Columns, columnNames, RowDecoder } from './row-decoder.ts'

/** Characters of a line, at most. */
export const maxLine = 1_048_576
const tooLong = { reason: `expected a line of at most ${maxLine} characters, got more; write one object per line` }

/** A JSON object per line; blank lines are skipped. */
export class NdjsonFormat implements Format {
  private readonly file: string
  private readonly names: readonly string[]
  private readonly decoder: RowDecoder
  private rest = ''
  private line = 0
  private any = false

  constructor(file: string, columns: Columns) {
    this.file = file
    this.names = columnNames(columns)
    this.decoder = new RowDecoder(file, 1, this.names, columns)
  }

  get utcAssumed(): boolean {
    return this.decoder.utcAssumed
  }

  push(chunk: string): Rows {
    const lines = (this.rest + chunk).split('\n')
    // Keeps no more of a line than shows that it is too long.
    this.rest = lines.pop()!.slice(0, maxLine + 1)
    return this.decode(lines)
  }

  end(): Rows {
    const last = this.rest
    this.rest = ''
    return this.decode([last])
  }

  problem(ended: boolean): DataError | undefined {
    if (ended && !this.any) return new DataError(`${this.file}: expected one JSON object per line, got nothing`)
    return ended ? this.decoder.problem : undefined
  }

  private decode(lines: readonly string[]): Rows {
    const rows: Rows = []
    for (const text of lines) {
      this.line++
      const plain = (this.line === 1 ? text.replace(/^\ufeff/, '') : text).trim()
      if (plain === '' && text.length <= maxLine) continue
      this.any = true
      const cells = text.length > maxLine ? tooLong : this.cells(plain)
      rows.push(
        Array.isArray(cells)
          ? this.decoder.decode(cells, this.line)
          : { place: { file: this.file, line: this.line }, raw: text.slice(0, 65_536), ...cells },
      )
    }
    return rows
  }

  /** The named fields as text, which preserves doubles exactly; or the reason for a reject. */
  private cells(text: string): string[] | { reason: string; column?: string } {
    const value = parseObject(text)
    if (typeof value === 'string') return { reason: value }
    const cells: string[] = []
    for (const name of this.names) {
      const field = Object.hasOwn(value, name) ? value[name] : null
      if (typeof field === 'object' && field !== null)
        return { column: name, reason: 'expected a number or text, got an object; flatten it first' }
      cells.push(field === null ? '' : String(field))
    }
    return cells
  }
}

/** The object in a line, or why there is none. */
export function parseObject(line: string): Readonly<Record<string, unknown>> | string {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    return `expected a JSON object, got ${(error as Error).message}`
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  return `expected a JSON object, got ${Array.isArray(value) ? 'an array' : String(value)}`
}
