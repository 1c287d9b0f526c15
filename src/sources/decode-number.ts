import { markOf } from './number-dress.ts'

/** How numbers are written. */
export interface NumberStyle {
  readonly decimal: '.' | ','
  /** Separator of thousands; '' if there is none. A space also means the no-break spaces, an apostrophe also ’. */
  readonly thousands: string
  /** Texts before or after a number that are cut off, such as $ or %. */
  readonly units?: readonly string[] | undefined
  /** Whether (1.5) and 1.5- are negative, as in accounts. */
  readonly brackets?: boolean | undefined
  /** Texts after a number that multiply it: { K: 1000 }. */
  readonly multiples?: Readonly<Record<string, number>> | undefined
  /** Whether <1.5 is read as half of it, and ~1.5, >1.5 and ca. 1.5 as 1.5. */
  readonly inexact?: boolean | undefined
}

/** Reads a number; undefined if the text is not one, or is beyond ±1e150. */
export type NumberDecoder = (text: string) => number | undefined

/**
 * Largest magnitude, so that squares, differences and sums stay finite. Larger numbers usually mean something else,
 * such as the largest double for a missing value.
 */
const maxMagnitude = 1e150

/**
 * Makes a decoder of numbers in one style. Unlike `Number`, which reads "" as 0, and `parseFloat`, which reads
 * "1,234.5" as 1, it accepts only complete numbers. A minus may be written as a hyphen, a minus sign or an en dash.
 *
 * @example numberDecoder({ decimal: ',', thousands: '.', units: ['€'] })('1.204,50 €') // 1204.5
 */
export function numberDecoder(style: NumberStyle): NumberDecoder {
  const mark = style.decimal.charCodeAt(0)
  const undress = undresser(style)
  return (text) => {
    const short = shortNumber(text, mark)
    if (short !== undefined) return short
    const found = undress(text)
    if (found === undefined) return undefined
    const { body, dress } = found
    const size =
      (dress.factor === 1 ? shortNumber(body, mark) : undefined) ?? sizeOf(unmarked(body, style), dress.factor)
    return size !== undefined && dress.negative ? -size : size
  }
}

/** Reads numbers with a decimal point, as most programs write them. */
export const decodePlainNumber = numberDecoder({ decimal: '.', thousands: '' })

/** A number without its sign. */
const syntax = /^(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/**
 * Parses digits with at most one decimal mark, the most frequent form; undefined for all others. Up to 15 digits and
 * the power of ten are exact doubles, so the division rounds once, as `Number` does.
 *
 * @param mark code of the decimal mark
 */
function shortNumber(text: string, mark: number): number | undefined {
  const { length } = text
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  let whole = 0
  let point = length
  for (let i = start; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code >= 48 && code <= 57) whole = whole * 10 + code - 48
    else if (code === mark && point === length) point = i
    else return undefined
  }
  const places = Math.max(0, length - point - 1)
  const digits = length - start - (point < length ? 1 : 0)
  if (digits < 1 || digits > 15) return undefined
  const size = whole / tens[places]!
  return start === 1 ? -size : size
}

const tens = Array.from({ length: 16 }, (_, i) => Number(`1e${i}`))

/** What the text around a number says. */
interface Dress {
  readonly negative: boolean
  /** What the number is multiplied by. */
  readonly factor: number
}

/** Texts around numbers that are remembered; a column has few. */
const maxDresses = 1000

/** Makes a function that finds the digits with their marks in a text, and what the text around them says. */
function undresser(style: NumberStyle): (text: string) => { body: string; dress: Dress } | undefined {
  const known = new Map<string, Dress | undefined>()
  return (text) => {
    const digit = text.search(/\d/)
    if (digit < 0) return undefined
    const start = isMark(text.charCodeAt(digit - 1)) && !/\p{L}.$/u.test(text.slice(0, digit)) ? digit - 1 : digit
    marked.lastIndex = digit
    const end = digit + marked.exec(text)![0].length
    const around = `${text.slice(0, start)}1${text.slice(end)}`
    let dress = known.get(around)
    if (dress === undefined && !known.has(around)) {
      if (known.size >= maxDresses) known.clear()
      dress = dressOf(around, style)
      known.set(around, dress)
    }
    return dress && { body: text.slice(start, end), dress }
  }
}

const isMark = (code: number) => code === 44 || code === 46

/** Digits with marks among them, and an exponent. */
const marked = /\d+(?:[.,'’_\s]\d+)*[.,]?(?:[eE][+-]?\d+)?/y

/**
 * Takes off sign or brackets, a unit before and one after the number, and a multiple.
 *
 * @param around the text with 1 for the number
 * @returns undefined if anything is left
 */
function dressOf(
  around: string,
  { units = [], brackets = false, multiples = {}, inexact = false }: NumberStyle,
): Dress | undefined {
  const mark = inexact ? markOf(around) : undefined
  const longestFirst = [...units].sort((a, b) => b.length - a.length)
  const factors = Object.entries(multiples).sort(([a], [b]) => b.length - a.length)
  let body = mark?.rest ?? around.trim()
  let sign: string | undefined
  let before: string | undefined
  let after: string | undefined
  let factor: number | undefined
  const cut = (start: number, end: number) => {
    body = body.slice(start, body.length - end).trim()
    return true
  }
  const takeSign = () => {
    sign = signs.exec(body)?.[0]
    if (sign !== undefined) return cut(1, 0)
    if (!brackets) return false
    const around = body.startsWith('(') && body.endsWith(')')
    if (!around && !signs.test(body.slice(-1))) return false
    sign = '-'
    return cut(around ? 1 : 0, 1)
  }
  const takeUnit = () => {
    before = longestFirst.find((unit) => body.startsWith(unit))
    return before !== undefined && cut(before.length, 0)
  }
  const takeUnitAfter = () => {
    after = longestFirst.find((unit) => body.endsWith(unit))
    return after !== undefined && cut(0, after.length)
  }
  const takeMultiple = () => {
    const found = factors.find(([name]) => body.endsWith(name))
    factor = found?.[1]
    return found !== undefined && cut(0, found[0].length)
  }
  while (
    body !== '1' &&
    ((sign === undefined && takeSign()) ||
      (before === undefined && takeUnit()) ||
      (after === undefined && factor === undefined && takeUnitAfter()) ||
      (factor === undefined && takeMultiple()))
  );
  if (body !== '1') return undefined
  return { negative: sign !== undefined && sign !== '+', factor: (factor ?? 1) * (mark?.isBelow === true ? 0.5 : 1) }
}

const signs = /^[+\-−–]/

/**
 * The number times the factor; undefined if it is not one, or too large. Powers of ten move the decimal point, so that
 * 1.1M is 1100000 to the last bit.
 */
function sizeOf(plain: string, factor: number): number | undefined {
  if (!syntax.test(plain)) return undefined
  const power = factor === 1 ? undefined : /^1e([+-]\d+)$/.exec(factor.toExponential())?.[1]
  const size = power !== undefined && !/e/i.test(plain) ? Number(`${plain}e${power}`) : Number(plain) * factor
  return size <= maxMagnitude ? size : undefined
}

/** The text with a decimal point and without separators of thousands; '' if a mark is misplaced. */
function unmarked(text: string, { decimal, thousands }: NumberStyle): string {
  const even = thousands === ' ' ? text.replace(/[\u00a0\u202f\u2009]/g, ' ') : text.replaceAll('’', "'")
  const plain = thousands !== '' && even.includes(thousands) ? withoutThousands(even, decimal, thousands) : even
  if (decimal === '.') return plain
  return plain.includes('.') ? '' : plain.replace(',', '.')
}

/** Removes separators before groups of three digits, or of two and at last three as in India; '' if one is elsewhere. */
function withoutThousands(text: string, decimal: string, thousands: string): string {
  const [whole, ...fraction] = text.split(decimal)
  const groups = whole!.split(thousands)
  const sizes = groups.map((group) => (/^\d+$/.test(group) ? group.length : 0))
  const [head, ...rest] = sizes
  const grouped = head! >= 1 && head! <= 3 && rest.at(-1) === 3 && (rest.every((n) => n === 3) || isIndian(head!, rest))
  return grouped ? [groups.join(''), ...fraction].join(decimal) : ''
}

const isIndian = (head: number, rest: readonly number[]) => head <= 2 && rest.slice(0, -1).every((size) => size === 2)
