/** A form of cells, how often it occurs, and its first example. */
export interface Form {
  readonly count: number
  readonly example: string
  /** Line of the example, counted from 1. */
  readonly line: number
}

const mostForms = 500
const mostDistinct = 10_000

/**
 * Counts the forms of a column's cells, without spaces around them. In a form digits are 9, a run of two or more
 * letters is `a+`, and other characters are unchanged, a single letter too: `2024-01-02T03:04Z` has the form
 * `9999-99-99T99:99Z`, and `12 Jan 2024` the form `99 a+ 9999`. A text without digits is its own form.
 *
 * @example
 * const forms = new ColumnForms()
 * forms.add('1.5', 2)
 * forms.add('unavailable', 3)
 * forms.forms // Map { '9.9' => { count: 1, … }, 'unavailable' => { count: 1, … } }
 */
export class ColumnForms {
  readonly forms = new Map<string, Form>()
  private readonly byHash = new Map<number, { count: number; example: string; line: number }>()
  /** Different texts, up to 10,000. */
  readonly texts = new Set<string>()

  /** Different texts, counted up to 10,000. */
  get distinct(): number {
    return this.texts.size
  }

  add(padded: string, line: number): void {
    const cell = isPadded(padded) ? padded.trim() : padded
    const hash = formHash(cell)
    const known = this.byHash.get(hash)
    if (known) known.count++
    else if (this.forms.size < mostForms) {
      const form = { count: 1, example: copied(cell), line }
      this.byHash.set(hash, form)
      this.forms.set(formOf(cell), form)
    }
    if (this.texts.size < mostDistinct && !this.texts.has(cell)) this.texts.add(copied(cell))
  }
}

/** The form of a text; see `ColumnForms`. */
export function formOf(cell: string): string {
  if (!/\d/.test(cell)) return cell
  let form = ''
  for (let i = 0; i < cell.length; i++) {
    const code = cell.charCodeAt(i)
    if (isDigit(code)) form += '9'
    else if (isLetter(code) && isLetter(cell.charCodeAt(i + 1))) {
      while (isLetter(cell.charCodeAt(i + 1))) i++
      form += 'a+'
    } else form += cell[i]
  }
  return form
}

/**
 * A number that texts of one form share, and others do not, since to make the form of each cell would take longer than
 * the rest of reading.
 */
function formHash(cell: string): number {
  const { length } = cell
  let text = length
  let form = 1
  let digits = 0
  // Length of the run of letters before this character, and its first letter.
  let run = 0
  let letter = 0
  for (let i = 0; i < length; i++) {
    const code = cell.charCodeAt(i)
    text = (Math.imul(text, 31) + code) | 0
    if (isLetter(code)) {
      if (run === 0) letter = code
      run++
      continue
    }
    if (run > 0) form = (Math.imul(form, 31) + (run === 1 ? letter : 1)) | 0
    run = 0
    if (isDigit(code)) digits++
    form = (Math.imul(form, 31) + (isDigit(code) ? 57 : code)) | 0
  }
  if (run > 0) form = (Math.imul(form, 31) + (run === 1 ? letter : 1)) | 0
  // A second number against collisions: the count of digits, and 255 for a text that is its own form.
  return digits > 0 ? form * 256 + Math.min(digits, 254) : text * 256 + 255
}

const isDigit = (code: number) => code >= 48 && code <= 57

/** Letters of any script, more or less: only punctuation, currencies and spaces above ASCII are left out. */
const isLetter = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 0xc0 && ((code < 0x2000 && code !== 0xd7 && code !== 0xf7) || code >= 0x3040))

function isPadded(text: string): boolean {
  const { length } = text
  return length > 0 && (isSpace(text.charCodeAt(0)) || isSpace(text.charCodeAt(length - 1)))
}

const isSpace = (code: number) => code <= 32 || code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x205f)

/** A copy that does not keep the text that it was cut from in memory. */
export const copied = (text: string) => (text.length < 13 ? text : ` ${text}`.slice(1))
