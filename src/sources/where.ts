import { DataError } from '../errors.ts'
import { decodePlainNumber } from './decode-number.ts'

/** The values of columns that select rows: one, or a list of them. */
export type Where = Readonly<Record<string, Cell | readonly Cell[]>>
type Cell = number | string | boolean

/** Values of a column that are kept for the message if none of them is selected. */
const maxKnown = 200

/** Selects rows by the text of their cells. Browser-safe. */
export class RowFilter {
  private readonly file: string
  private readonly columns: readonly FilterColumn[]
  private any = false

  /** @param at the place of a column among the cells, by its name */
  constructor(file: string, where: Where, at: (name: string) => number) {
    this.file = file
    this.columns = Object.entries(where).map(([name, values]) => new FilterColumn(name, at(name), [values].flat()))
  }

  passes(cells: readonly string[]): boolean {
    let all = true
    for (const column of this.columns) if (!column.passes(cells)) all = false
    this.any ||= all
    return all
  }

  /** Why no row was selected; undefined if one was. */
  get problem(): DataError | undefined {
    if (this.any) return undefined
    const strange = this.columns.filter(({ found }) => !found)
    const got = strange.length > 0 ? strange.map(({ known }) => known).join(' and ') : 'no row has all of them together'
    const wanted = this.columns.map(({ wanted }) => wanted).join(' and ')
    return new DataError(`${this.file}: expected rows where ${wanted}, got none; ${got}`)
  }
}

class FilterColumn {
  /** Whether a row had one of the values. */
  found = false
  private readonly name: string
  private readonly at: number
  private readonly values: readonly Cell[]
  private readonly texts: ReadonlySet<string>
  /** Numbers can be written in several ways, such as 1 and 1.0. */
  private readonly numbers: ReadonlySet<number>
  private readonly booleans: boolean
  private readonly others = new Set<string>()

  constructor(name: string, at: number, values: readonly Cell[]) {
    this.name = name
    this.at = at
    this.values = values
    this.texts = new Set(values.map((value) => String(value).trim()))
    this.booleans = values.some((value) => typeof value === 'boolean')
    this.numbers = new Set(values.filter((value) => typeof value === 'number'))
  }

  passes(cells: readonly string[]): boolean {
    const text = cells[this.at]!.trim()
    if (this.texts.has(text) || this.isNumber(text) || this.isBoolean(text)) {
      this.found = true
      return true
    }
    if (!this.found && this.others.size <= maxKnown) this.others.add(text)
    return false
  }

  private isNumber(text: string): boolean {
    if (this.numbers.size === 0) return false
    const number = decodePlainNumber(text)
    return number !== undefined && this.numbers.has(number)
  }

  /** TRUE and True are true as well. */
  private isBoolean(text: string): boolean {
    return this.booleans && /^(true|false)$/i.test(text) && this.texts.has(text.toLowerCase())
  }

  get wanted(): string {
    const texts = this.values.map((value) => JSON.stringify(value))
    return `${this.name} is ${texts.join(' or ')}`
  }

  get known(): string {
    const [...texts] = this.others
    const more = texts.length > 20 ? ` and ${texts.length > maxKnown ? 'more' : `${texts.length - 20} more`}` : ''
    return `${this.name} has ${texts.slice(0, 20).join(', ')}${more}`
  }
}
