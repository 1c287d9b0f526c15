import type { NumberCells } from './number-cells.ts'

/** The marks of the numbers of a file, and what else they could be. */
export interface MarksGuess {
  readonly decimal: '.' | ','
  readonly thousands: string
  readonly checks: Readonly<Record<string, string>>
}

/** What a column's cells say about a mark. */
interface Evidence {
  /** Cells in which the mark can only be a decimal mark, only a separator of thousands, or either. */
  decimal: number
  thousands: number
  either: number
  /** An example of `either`. */
  example: string
}

/**
 * Decides for the whole file which mark is the decimal mark and which separates thousands. Beyond doubt are cells with
 * both marks, a mark that occurs twice, and one that is not before three digits. 1.204 alone can be either: beside
 * whole numbers below 1,000 it has a separator of thousands, because decimals whose last zeros are cut off have one or
 * two digits now and then.
 *
 * @param german whether dates are written 31.12.2024
 */
export function guessMarks(columns: readonly NumberCells[], delimiter: string, german: boolean): MarksGuess {
  const found = columns.map((column) => ({ column, point: evidenceOf(column, '.'), comma: evidenceOf(column, ',') }))
  const votes = (point: keyof Evidence, comma: keyof Evidence) =>
    found.filter((one) => Number(one.point[point]) > 0 || Number(one.comma[comma]) > 0).length
  const forPoint = votes('decimal', 'thousands')
  const forComma = votes('thousands', 'decimal')
  const other = (['_', "'", ' '] as const).reduce(
    (best, mark) => {
      const cells = columns.reduce((sum, column) => sum + groupedBy(column, mark), 0)
      return cells > best.cells ? { mark: mark as string, cells } : best
    },
    { mark: '', cells: 0 },
  ).mark
  if (forPoint + forComma > 0) {
    const decimal = forPoint > forComma || (forPoint === forComma && delimiter === ',') ? '.' : ','
    return decided(decimal, other, found, forPoint > 0 && forComma > 0)
  }
  return undecided(found, other, delimiter, german)
}

type Found = { readonly column: NumberCells; readonly point: Evidence; readonly comma: Evidence }

/** The decimal mark is beyond doubt; the other one, if it occurs, separates thousands. */
function decided(decimal: '.' | ',', other: string, found: readonly Found[], conflict: boolean): MarksGuess {
  const separators = found.map(({ point, comma }) => (decimal === '.' ? comma : point))
  const sure = separators.some(({ thousands }) => thousands > 0)
  const open = separators.find(({ either }) => either > 0)
  const mark = decimal === '.' ? ',' : '.'
  const thousands = sure || open ? mark : other
  const checks: Record<string, string> = {}
  if (!sure && open && decimal === ',') checks.thousands = `${open.example} is read as ${plain(open.example)}: check it`
  if (conflict) checks.decimal = `other columns have "${mark}": check it`
  return { decimal, thousands, checks }
}

/** No cell decides: all marks are before three digits, or there are none. */
function undecided(found: readonly Found[], other: string, delimiter: string, german: boolean): MarksGuess {
  const pointed = found.filter(({ point }) => point.either > 0)
  const comma = found.filter(({ comma }) => comma.either > 0)
  const separated = (columns: readonly Found[]) => columns.some(({ column }) => hasWholesBeside(column))
  if (comma.length > 0) {
    const example = comma[0]!.comma.example
    const beside = separated(comma)
    if (beside || delimiter !== ';') {
      const sure = beside && delimiter === ','
      return {
        decimal: '.',
        thousands: ',',
        checks: sure ? {} : { thousands: `${example} is read as ${plain(example)}: check it` },
      }
    }
    return {
      decimal: ',',
      thousands: other,
      checks: { decimal: `${example} is read as ${example.replace(',', '.')}: check it` },
    }
  }
  if (pointed.length > 0) {
    const example = pointed[0]!.point.example
    if (separated(pointed) || german)
      return {
        decimal: ',',
        thousands: '.',
        checks: { thousands: `${example} is read as ${plain(example)}: check it` },
      }
    const checks: Record<string, string> =
      delimiter === ';' ? { decimal: `${example} is not ${plain(example)}: check it` } : {}
    return { decimal: '.', thousands: other, checks }
  }
  return { decimal: '.', thousands: other, checks: {} }
}

const plain = (marked: string) => marked.replace(/[.,]/g, '')

function evidenceOf({ dressed }: NumberCells, mark: '.' | ','): Evidence {
  const evidence: Evidence = { decimal: 0, thousands: 0, either: 0, example: '' }
  for (const { dress, count } of dressed) {
    const meaning = meaningOf(dress.marked, mark)
    if (meaning === undefined) continue
    evidence[meaning] += Math.max(1, count)
    if (meaning === 'either' && evidence.example === '') evidence.example = dress.marked
  }
  return evidence
}

function meaningOf(text: string, mark: '.' | ','): 'decimal' | 'thousands' | 'either' | undefined {
  const parts = text.split(mark)
  if (parts.length === 1) return undefined
  if (/e/i.test(text)) return 'decimal'
  const other = mark === '.' ? ',' : '.'
  const last = parts.at(-1)!
  // After both marks only digits follow the decimal one.
  if (text.includes(other)) return parts.length === 2 && !last.includes(other) ? 'decimal' : 'thousands'
  if (parts.length > 2) return 'thousands'
  if (/[\s'’_]/.test(parts[0]!) || last.length !== 3 || !/^[1-9]\d{0,2}$/.test(parts[0]!)) return 'decimal'
  return 'either'
}

/**
 * Whether cells without a mark are whole numbers below 1,000, as beside thousands: not all 0, and not among the numbers
 * before the mark of the others, as beside decimals.
 */
function hasWholesBeside({ dressed }: NumberCells): boolean {
  const wholes = dressed.map(({ dress }) => dress.marked).filter((marked) => /^\d+$/.test(marked))
  const heads = dressed.flatMap(({ dress }) => (/[.,]/.test(dress.marked) ? Number.parseInt(dress.marked, 10) : []))
  const most = heads.reduce((a, b) => Math.max(a, b), 0)
  return wholes.some((marked) => Number(marked) > most) && wholes.every((marked) => marked.length <= 3)
}

/** Cells whose digits are in groups between a mark. */
function groupedBy({ dressed }: NumberCells, mark: string): number {
  const form = {
    ' ': /^\d{1,3}(\s\d{3})+([.,]\d*)?$/,
    "'": /^\d{1,3}(['’]\d{3})+([.,]\d*)?$/,
    _: /^\d{1,3}(_\d{3})+([.,]\d*)?$/,
  }[mark]!
  return dressed.reduce((sum, { dress, count }) => sum + (form.test(dress.marked) ? Math.max(1, count) : 0), 0)
}
