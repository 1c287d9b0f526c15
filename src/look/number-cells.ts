import { numberDecoder } from '../sources/decode-number.ts'
import { allMarks, markOf, type NumberDress, numberDress } from '../sources/number-dress.ts'
import { usualMissing } from '../sources/number-options.ts'
import type { Sample } from './sample.ts'

/** A text of a column, and in how many cells its form occurs. */
export interface CellText {
  readonly text: string
  /** 0 for a further text of a form that has been counted. */
  readonly count: number
  readonly line: number
}

export interface DressedCell extends CellText {
  readonly dress: NumberDress
}

/** The cells of a column, sorted by what they may be. */
export interface NumberCells {
  readonly name: string
  readonly at: number
  /** One number each, in any dress. */
  readonly dressed: readonly DressedCell[]
  /** A number that is not exact, such as <1 or ~1200, with the dress of the number itself. */
  readonly bounds: readonly DressedCell[]
  /** Words that may mean a missing value, without the defaults of `missing`. */
  readonly words: readonly CellText[]
  /** Other texts with digits, such as dates. */
  readonly others: readonly CellText[]
}

const plainNumber = /^-?(\d+(?:\.\d+)?)$/
const mostPlain = 200

/** Sorts the texts of a column: the forms of the whole file, and all cells of the sampled rows. */
export function numberCells({ columns, rows }: Sample, at: number): NumberCells {
  const { name, forms } = columns[at]!
  const texts = new Map<string, CellText>()
  for (const { example, count, line } of forms.values()) texts.set(example, { text: example, count, line })
  let plain = 0
  for (const { cells, line } of rows) {
    const text = (cells[at] ?? '').trim()
    // Numbers without a unit differ in their marks only, of which some are enough.
    if (plainNumber.test(text) && plain++ > mostPlain) continue
    if (!texts.has(text)) texts.set(text, { text, count: 0, line })
  }
  const found = {
    dressed: [] as DressedCell[],
    bounds: [] as DressedCell[],
    words: [] as CellText[],
    others: [] as CellText[],
  }
  for (const cell of texts.values()) {
    const { text } = cell
    if (usualMissing.includes(text.toLowerCase())) continue
    const dress = text.length > 40 ? undefined : plausibleDress(text)
    const bound = dress === undefined && text.length <= 40 ? plausibleDress(markOf(text)?.rest ?? '') : undefined
    if (dress !== undefined) found.dressed.push({ ...cell, dress })
    else if (bound !== undefined) found.bounds.push({ ...cell, dress: bound })
    else if (!/\d/.test(text) || text.includes('#')) found.words.push(cell)
    else found.others.push(cell)
  }
  return { name, at, ...found }
}

/** Undefined if the text beside the number is not like a unit: store_1 and A17 are names. */
function plausibleDress(text: string): NumberDress | undefined {
  const plain = plainNumber.exec(text)?.[1]
  if (plain !== undefined) return { before: '', after: '', brackets: false, marked: plain }
  const dress = numberDress(text)
  if (dress === undefined || !decoders.some((decode) => decode(dress.marked) !== undefined)) return undefined
  return currency.test(dress.before) && unit.test(dress.after) ? dress : undefined
}

/** Of all ways to write marks. */
const decoders = [
  ...allMarks.map(([decimal, thousands]) => numberDecoder({ decimal, thousands })),
  numberDecoder({ decimal: ',', thousands: '' }),
]

const currency =
  /^(|["'=]{1,2}|\p{L}{0,3}\p{Sc}|(USD|EUR|GBP|CHF|JPY|CNY|INR|AUD|CAD|BRL|SEK|NOK|DKK|PLN|RMB|Rs|Fr|kr|Kr|zł|Kč|RM|Rp)\.?)$/u
const unit = /^(?!(st|nd|rd|th)$)(|["'=*†‡]|[%‰°µμ\p{Sc}\p{L}][\p{L}\p{Sc}%°µμ/²³·.^*\d -]{0,11})$/u

export const cellsIn = (cells: readonly CellText[]) => cells.reduce((sum, { count }) => sum + count, 0)
