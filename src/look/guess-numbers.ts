import { type NumberDecoder, numberDecoder } from '../sources/decode-number.ts'
import { usualMissing } from '../sources/number-options.ts'
import type { CsvOptions } from '../sources/options.generated.ts'
import { guessMarks } from './guess-marks.ts'
import { guessUnits, type UnitsGuess } from './guess-units.ts'
import { boundOf, type CellText, cellsIn, type NumberCells, numberCells } from './number-cells.ts'
import type { Sample } from './sample.ts'
import { sentinelsOf } from './sentinels.ts'

/** The options of a source that say how numbers are written. */
export type NumberOptions = Pick<
  CsvOptions,
  'decimal' | 'thousands' | 'units' | 'brackets' | 'multiples' | 'replace' | 'missing'
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
  readonly replace: Readonly<Record<string, number>>
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
  const { decimal, thousands, checks } = guessMarks(cells.filter(isNumeric), delimiter, german)
  const columns = cells.map((column) => numberColumn(column, sample, { decimal, thousands }))
  const chosen = (names: readonly string[]) => columns.filter(({ name }) => names.includes(name))
  const texts = (names: readonly string[], of: (column: NumberColumn) => readonly string[]) => [
    ...new Set(chosen(names).flatMap(of)),
  ]
  return {
    columns,
    optionsOf(names) {
      const multiples = Object.assign({}, ...chosen(names).map((column) => column.multiples))
      const replace = Object.assign({}, ...chosen(names).map((column) => column.replace))
      const units = texts(names, (column) => column.units).filter((unit) => !Object.hasOwn(multiples, unit))
      const missing = texts(names, (column) => [...column.missing, ...column.sentinels])
      return {
        ...(decimal === '.' && checks.decimal === undefined ? {} : { decimal }),
        ...(thousands === '' ? {} : { thousands: thousands as '.' }),
        ...(units.length > 0 ? { units } : {}),
        ...(chosen(names).some(({ brackets }) => brackets) ? { brackets: true } : {}),
        ...(Object.keys(multiples).length > 0 ? { multiples } : {}),
        ...(Object.keys(replace).length > 0 ? { replace } : {}),
        ...(missing.length > 0 ? { missing: [...usualMissing, ...missing] } : {}),
      }
    },
    checksOf(names) {
      const apart = texts(names, (column) => column.sentinels)
      const [bound] = chosen(names).flatMap(({ replace }) => Object.entries(replace))
      return {
        ...checks,
        ...(bound === undefined ? {} : { replace: `${bound[0]} is read as ${bound[1]}: check it` }),
        ...(apart.length > 0
          ? { missing: `${apart.join(' and ')} ${apart.length > 1 ? 'stand' : 'stands'} apart: check it` }
          : {}),
      }
    },
  }
}

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
  const none = {
    name,
    numbers: undefined,
    units: [],
    multiples: {},
    brackets: false,
    missing: [],
    sentinels: [],
    replace: {},
  }
  const odd = mostFrequent([...others, ...words])?.text
  if (!isNumeric(cells)) return { ...none, odd: odd ?? dressed[0]?.text, why: undefined }
  const units = guessUnits(dressed)
  if (!isGuess(units)) return { ...none, odd: dressed[0]!.text, why: `units differ: ${units.slice(0, 3).join(', ')}` }
  const decode = numberDecoder({ ...marks, ...units })
  const unread = dressed.filter(({ text }) => decode(text) === undefined)
  if (cellsIn(unread) > maxOthers * cellsIn(dressed))
    return { ...none, odd: unread[0]!.text, why: `other columns have other marks than ${unread[0]!.text}` }
  const missing = [...words].sort((a, b) => b.count - a.count).slice(0, maxWords)
  const replace = Object.fromEntries(bounds.slice(0, maxWords).flatMap(({ text }) => replacement(text, decode)))
  const values = rows.map((row) => decode((row.cells[at] ?? '').trim()) ?? Number.NaN)
  const further = dressed.flatMap(({ text, count }) =>
    Array<number>(Math.min(count, 2)).fill(decode(text) ?? Number.NaN),
  )
  const sentinels = new Set(sentinelsOf([...values, ...further]))
  const written = new Map(sentinels.size === 0 ? [] : dressed.map(({ text }) => [decode(text), text]))
  return {
    ...{ name, ...units, replace },
    numbers: Float64Array.from(values, (read, i) => {
      const value = bounds.length === 0 ? read : (replace[rows[i]!.cells[at]!.trim().toLowerCase()] ?? read)
      return sentinels.has(value) ? Number.NaN : value
    }),
    missing: missing.map(({ text }) => text.toLowerCase()),
    sentinels: [...sentinels].map((value) => written.get(value) ?? String(value)),
    odd: mostFrequent([...others, ...unread])?.text,
    why: undefined,
  }
}

const isGuess = (units: UnitsGuess | readonly string[]): units is UnitsGuess => !Array.isArray(units)

function replacement(text: string, decode: NumberDecoder): [string, number][] {
  const bound = boundOf(text)!
  const value = decode(bound.marked)
  return value === undefined ? [] : [[text.toLowerCase(), bound.upper ? value / 2 : value]]
}

const mostFrequent = (cells: readonly CellText[]) =>
  cells.reduce<CellText | undefined>((best, cell) => (best && best.count >= cell.count ? best : cell), undefined)
