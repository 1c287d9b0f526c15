import { DataError } from '../errors.ts'
import type { Place } from '../series/place.ts'
import type { Fields, Saveable } from '../state/fields.ts'
import { deepest, tooDeep } from './json-depth.ts'
import { JsonElements, maxLength } from './json-elements.ts'
import { fieldOf, isJsonRow, type JsonRow, rowsIn } from './json-fields.ts'

/** A row, or the text in its place and why it is not one. */
export type JsonRecord =
  | { readonly place: Place; readonly raw: string; readonly row: JsonRow }
  | { readonly place: Place; readonly raw: string; readonly reason: string }

/** Characters that are kept until a text shows its form or a document ends, at most. */
export const longestText = 2 ** 28
const deep = `expected at most ${deepest} levels of JSON, got more; write flat rows`

/** How a text holds its rows: one a line, as the elements of an array, or within one document. */
export type Form = 'lines' | 'array' | 'document'

/**
 * Splits a JSON text into rows: one object or array a line (NDJSON), the elements of one array, or the rows at a place
 * inside one document. Lines and elements are emitted as soon as they are complete. Browser-safe.
 *
 * @example
 * const rows = new JsonRows('a.json')
 * rows.push('[{"a": 1},\n{"a"') // one record: { a: 1 }
 */
export class JsonRows implements Saveable {
  /** Lines that were read. */
  lines = 0
  private readonly file: string
  private readonly at: string | undefined
  private form: Form | undefined
  private rest = ''
  /** The first two characters of the text other than spaces, which show the form. */
  private marks = ''
  private any = false
  private readonly elements = new JsonElements()
  private failure: DataError | undefined

  /**
   * @param file name of the text, for places and errors
   * @param at place of the rows inside a document, as `fieldOf` reads it; '' for the document itself
   * @param form how the text holds its rows; by default its first characters show it
   */
  constructor(file: string, at?: string, form: Form | undefined = at === undefined ? undefined : 'document') {
    this.file = file
    this.at = at
    this.form = form
  }

  /** Whether a row has begun that is not complete. */
  get pending(): boolean {
    return this.rest !== ''
  }

  /** How many lines were read, of a text of lines. */
  state(fields: Fields): void {
    this.lines = fields.counter('lines', this.lines)
  }

  push(chunk: string): JsonRecord[] {
    this.form ??= this.formWith(chunk)
    // Looking only at the chunk keeps the time linear, however small the chunks are.
    const wait = this.form === undefined || this.form === 'document' || (this.form === 'lines' && !chunk.includes('\n'))
    if (wait && this.rest.length + chunk.length > longestText) return this.tooLong()
    const text = this.rest + chunk
    if (wait) {
      this.rest = this.form === 'lines' && this.rest.length > maxLength ? this.rest : text
      return []
    }
    if (this.form === 'array') {
      this.rest = ''
      return this.elementsOf(text)
    }
    const lines = text.split('\n')
    // Keeps no more of a line than shows that it is too long.
    this.rest = lines.pop()!.slice(0, maxLength + 1)
    return this.linesOf(lines)
  }

  /** The form, by this chunk and what came before it; undefined if more of the text is needed. */
  private formWith(chunk: string): Form | undefined {
    for (let i = 0; i < chunk.length && this.marks.length < 2; i++)
      if (/[^\s\ufeff]/.test(chunk[i]!)) this.marks += chunk[i]
    const [first, second] = this.marks
    if (first === undefined) return undefined
    if (first !== '[') return 'lines'
    // Lines can hold arrays of numbers and texts; an array of rows holds objects or arrays.
    return second === undefined ? undefined : /[{[\]]/.test(second) ? 'array' : 'lines'
  }

  private tooLong(): JsonRecord[] {
    this.failure = new DataError(
      `${this.file}: expected a JSON document of at most ${longestText} characters, got more; write one object per line`,
    )
    return []
  }

  end(): JsonRecord[] {
    const { rest } = this
    this.rest = ''
    if (this.form === 'document') return this.documentOf(rest)
    return this.form === 'array' ? [] : this.linesOf([rest])
  }

  /** Why reading cannot go on, or ended in the middle of something; undefined if it can, or did not. */
  problem(ended: boolean): DataError | undefined {
    if (this.failure || !ended) return this.failure
    if (!this.any) return new DataError(`${this.file}: expected one JSON object per line, got nothing`)
    if (this.form === 'array' && !this.elements.closed)
      return new DataError(
        `${this.file}:${this.elements.line} expected the array to be closed, got the end of the file; download the file again`,
      )
    return undefined
  }

  private linesOf(lines: readonly string[]): JsonRecord[] {
    const records: JsonRecord[] = []
    for (const text of lines) {
      this.lines++
      const plain = (this.lines === 1 ? text.replace(/^\ufeff/, '') : text).trim()
      if (plain !== '' || text.length > maxLength) records.push(this.recordOf(text, plain, this.lines, 'line'))
    }
    return records
  }

  private elementsOf(text: string): JsonRecord[] {
    const records = this.elements.push(text).map((one) => this.recordOf(one.text, one.text, one.line, 'element'))
    this.any ||= this.elements.closed
    if (this.elements.after !== undefined)
      this.failure = new DataError(
        `${this.file}:${this.elements.line} expected nothing after the array, got ${JSON.stringify(this.elements.after)}; write one object per line`,
      )
    return records
  }

  private recordOf(text: string, plain: string, line: number, unit: string): JsonRecord {
    this.any = true
    const place = { file: this.file, line }
    const raw = text.slice(0, 65_536)
    if (text.length > maxLength)
      return {
        place,
        raw,
        reason: `expected ${unit === 'line' ? 'a line' : 'an element'} of at most ${maxLength} characters, got more; write one object per line`,
      }
    if (plain === '') return { place, raw, reason: 'expected a JSON object, got nothing' }
    if (tooDeep(plain)) return { place, raw, reason: deep }
    try {
      const row: unknown = JSON.parse(plain)
      return isJsonRow(row) ? { place, raw, row } : { place, raw, reason: `expected a JSON object, got ${String(row)}` }
    } catch (error) {
      return { place, raw, reason: `expected a JSON object, got ${(error as Error).message}` }
    }
  }

  private documentOf(text: string): JsonRecord[] {
    let document: unknown
    if (tooDeep(text)) {
      this.failure = new DataError(`${this.file}: ${deep}`)
      return []
    }
    try {
      document = JSON.parse(text.replace(/^\ufeff/, ''))
    } catch (error) {
      this.failure = new DataError(`${this.file}: expected a JSON document, got ${(error as Error).message}`)
      return []
    }
    const { at = '' } = this
    const rows = rowsIn(at === '' ? document : fieldOf(document, at))
    if (!rows) {
      this.failure = new DataError(
        `${this.file}: expected an array of rows, or an object of equally long arrays, at rows ${JSON.stringify(at)}, got neither`,
      )
      return []
    }
    this.any = true
    return rows.map((row, i) => {
      const place = { stream: this.file, offset: i + 1 }
      const raw = JSON.stringify(row)
      return isJsonRow(row) ? { place, raw, row } : { place, raw, reason: `expected a JSON object, got ${raw}` }
    })
  }
}
