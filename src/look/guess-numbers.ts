import { numberDecoder } from '../sources/decode-number.ts'
import { usualMissing } from '../sources/number-options.ts'
import type { CsvOptions } from '../sources/options.generated.ts'
import { guessMarks } from './guess-marks.ts'
import { guessUnits, type UnitsGuess } from './guess-units.ts'
import { type CellText, cellsIn, type NumberCells, numberCells } from './number-cells.ts'
import type { Sample } from './sample.ts'
import { sentinelsOf } from './sentinels.ts'

/** The options of a source that say how numbers are written. */
export type NumberOptions = Pick<
  CsvOptions,
  'decimal' | 'thousands' | 'units' | 'brackets' | 'inexact' | 'multiples' | 'replace' | 'missing'
>

/** How the numbers of a column are written, if it is one of numbers. */
export interface NumberColumn extends UnitsGuess {
  readonly name: string
  /** Numbers of the sampled rows, NaN if missing; undefined if it is not a column of numbers. */
  readonly numbers: Float64Array | undefined
  /** Words that mean a missing value, besides the defaults, the most frequent first. */
  readonly missing: readonly string[]
  /** Numbers that stand apart and so may mean a missing value. */
  readonly sentinels: readonly string[]
  /** What numbers that are not exact, such as <1, are read as. */
  readonly bounds: Readonly<Record<string, number>>
  /** A cell that is neither a number nor missing, if there is one; the most frequent. */
  readonly odd: string | undefined
  /** Why it is not a column of numbers although most cells hold one; undefined otherwise. */
  readonly why: string | undefined
}

/** How the numbers of a file are written. */
export interface FileNumbers {
  readonly columns: readonly NumberColumn[]
  /** The options that these columns need, without those equal to the default. */
  optionsOf(names: readonly string[]): NumberOptions
  /** Options of `optionsOf` that were a close decision, with what to check. */
  checksOf(names: readonly string[]): Record<string, string>
}

/** Share of numbers in a column of numbers, words that may mean a missing value among the others. */
const minShare = 0.7
/** Share of cells that are neither numbers nor words; real files contain mistakes. */
const maxOthers = 0.1
/** Words taken for missing values in one column; more are remarks. */
const maxWords = 20

/** Finds out how the numbers of a file are written. Marks are decided once for all columns, the rest for each. */
export function guessNumbers(sample: Sample): FileNumbers {
  const { delimiter = ',' } = sample.layout as Partial<CsvOptions>
  const cells = sample.columns.map((_, at) => numberCells(sample, at))
  const german = sample.columns.some(({ forms }) => [...forms.keys()].some((form) => /^99?\.99?\.(99)?99\b/.test(form)))
  const { decimal, thousands, checks } = guessMarks(cells.filter(isNumeric).map(withBounds), delimiter, german)
  const columns = cells.map((column) => numberColumn(column, sample, { decimal, thousands }))
  const chosen = (names: readonly string[]) => columns.filter(({ name }) => names.includes(name))
  const texts = (names: readonly string[], of: (column: NumberColumn) => readonly string[]) => [
    ...new Set(chosen(names).flatMap(of)),
  ]
  const boundsOf = (names: readonly string[]): Record<string, number> =>
    Object.assign({}, ...chosen(names).map(({ bounds }) => bounds))
  return {
    columns,
    optionsOf(names) {
      const multiples = Object.assign({}, ...chosen(names).map((column) => column.multiples))
      const bounds = boundsOf(names)
      const units = texts(names, (column) => column.units).filter((unit) => !Object.hasOwn(multiples, unit))
      const missing = texts(names, (column) => [...column.missing, ...column.sentinels])
      return {
        ...(decimal === '.' && checks.decimal === undefined ? {} : { decimal }),
        ...(thousands === '' ? {} : { thousands: thousands as '.' }),
        ...(units.length > 0 ? { units } : {}),
        ...(chosen(names).some(({ brackets }) => brackets) ? { brackets: true } : {}),
        ...(Object.keys(multiples).length > 0 ? { multiples } : {}),
        ...(isRule(bounds) ? { inexact: true } : Object.keys(bounds).length > 0 ? { replace: bounds } : {}),
        ...(missing.length > 0 ? { missing: [...usualMissing, ...missing] } : {}),
      }
    },
    checksOf(names) {
      const apart = texts(names, (column) => column.sentinels)
      const bounds = boundsOf(names)
      const [bound] = Object.entries(bounds)
      return {
        ...checks,
        ...(bound === undefined
          ? {}
          : { [isRule(bounds) ? 'inexact' : 'replace']: `${bound[0]} is read as ${bound[1]}: check it` }),
        ...(apart.length > 0
          ? { missing: `${apart.join(' and ')} ${apart.length > 1 ? 'stand' : 'stands'} apart: check it` }
          : {}),
      }
    },
  }
}

const withBounds = (cells: NumberCells): NumberCells => ({ ...cells, dressed: [...cells.dressed, ...cells.bounds] })

/** More than one limit needs a rule, a single one only its number. */
const isRule = (bounds: Readonly<Record<string, number>>) => Object.keys(bounds).length > 1

/** Whether most cells hold a number in some dress. */
function isNumeric({ dressed, bounds, words, others }: NumberCells): boolean {
  const numbers = cellsIn(dressed) + cellsIn(bounds)
  const unknown = cellsIn(words.filter(({ text }) => !usualWords.test(text)))
  const odd = cellsIn(others)
  return numbers > 0 && odd <= maxOthers * (numbers + odd) && numbers >= minShare * (numbers + unknown)
}

/** Words that mean a missing value however many there are. */
export const usualWords =
  /^([-–—.?*#_/\\]+|#?n\.?\/?a\.?|n\/d|n\/e|nd|na|none|nil|null|missing|unknown|unavailable|offline|error|err|no ?data|not available|k\.? ?a\.?|keine angabe|(-|1\.)?#?(nan|inf|qnan|ind)|-?infinity|#.*[!?]|tbd|void)$/i

function numberColumn(
  cells: NumberCells,
  { rows }: Sample,
  marks: { decimal: '.' | ','; thousands: string },
): NumberColumn {
  const { name, at, dressed, bounds, words, others } = cells
  const all = [...dressed, ...bounds]
  const none = {
    name,
    numbers: undefined,
    units: [],
    multiples: {},
    brackets: false,
    missing: [],
    sentinels: [],
    bounds: {},
  }
  const odd = mostFrequent([...others, ...words])?.text
  if (!isNumeric(cells)) return { ...none, odd: odd ?? all[0]?.text, why: undefined }
  const units = guessUnits(all)
  if (!isGuess(units)) return { ...none, odd: all[0]!.text, why: `units differ: ${units.slice(0, 3).join(', ')}` }
  const decode = numberDecoder({ ...marks, ...units })
  const inexact = numberDecoder({ ...marks, ...units, inexact: true })
  const unread = all.filter(({ text }) => inexact(text) === undefined)
  if (cellsIn(unread) > maxOthers * cellsIn(all))
    return { ...none, odd: unread[0]!.text, why: `other columns have other marks than ${unread[0]!.text}` }
  const missing = [...words].sort((a, b) => b.count - a.count).slice(0, maxWords)
  const read = bounds.flatMap(({ text }) => {
    const value = inexact(text)
    return value === undefined ? [] : [[text.toLowerCase(), value] as const]
  })
  const values = rows.map((row) => decode((row.cells[at] ?? '').trim()) ?? Number.NaN)
  const further = dressed.flatMap(({ text, count }) =>
    Array<number>(Math.min(count, 2)).fill(decode(text) ?? Number.NaN),
  )
  const sentinels = new Set(sentinelsOf([...values, ...further]))
  const written = new Map(sentinels.size === 0 ? [] : dressed.map(({ text }) => [decode(text), text]))
  return {
    ...{ name, ...units, bounds: Object.fromEntries(read) },
    numbers: Float64Array.from(values, (value, i) => {
      if (sentinels.has(value)) return Number.NaN
      return Number.isNaN(value) && bounds.length > 0 ? (inexact((rows[i]!.cells[at] ?? '').trim()) ?? value) : value
    }),
    missing: missing.map(({ text }) => text.toLowerCase()),
    sentinels: [...sentinels].map((value) => written.get(value) ?? String(value)),
    odd: mostFrequent([...others, ...unread])?.text,
    why: undefined,
  }
}

const isGuess = (units: UnitsGuess | readonly string[]): units is UnitsGuess => !Array.isArray(units)

const mostFrequent = (cells: readonly CellText[]) =>
  cells.reduce<CellText | undefined>((best, cell) => (best && best.count >= cell.count ? best : cell), undefined)
