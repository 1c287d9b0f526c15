const syntax = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** The format of numbers in a text. */
export interface NumberStyle {
  readonly decimal: '.' | ','
  /** Separator of thousands; '' if there is none. */
  readonly thousands: string
}

/**
 * Largest magnitude, so that squares, differences and sums stay finite. Larger numbers usually mean something else,
 * such as the largest double for a missing value.
 */
const maxMagnitude = 1e150

/**
 * Parses a number. Unlike `Number`, which reads "" as 0, and `parseFloat`, which reads "1,234.5" as 1, it accepts only
 * complete numbers.
 *
 * @returns undefined if the text is not a number, or is beyond ±1e150
 * @example decodeNumber('1.5e3', { decimal: '.', thousands: '' }) // 1500
 */
export function decodeNumber(text: string, style: NumberStyle): number | undefined {
  const plain = plainText(text, style)
  const short = shortNumber(plain)
  if (short !== undefined) return short
  const value = syntax.test(plain) ? Number(plain) : Number.NaN
  return Math.abs(value) <= maxMagnitude ? value : undefined
}

/** The text with a decimal point and without separators; '' if a separator is misplaced. */
function plainText(text: string, style: NumberStyle): string {
  const plain = style.thousands !== '' && text.includes(style.thousands) ? withoutThousands(text, style) : text
  if (style.decimal === '.') return plain
  return plain.includes('.') ? '' : plain.replace(',', '.')
}

/**
 * Parses digits with at most one point, the most frequent form; undefined for all others. Up to 15 digits and the power
 * of ten are exact doubles, so the division rounds once, as `Number` does.
 */
function shortNumber(text: string): number | undefined {
  const { length } = text
  const start = text.charCodeAt(0) === 45 ? 1 : 0
  let whole = 0
  let point = length
  for (let i = start; i < length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit >= 0 && digit <= 9) whole = whole * 10 + digit
    else if (digit === -2 && point === length) point = i
    else return undefined
  }
  const places = Math.max(0, length - point - 1)
  const digits = length - start - (point < length ? 1 : 0)
  if (digits < 1 || digits > 15) return undefined
  const size = whole / tens[places]!
  return start === 1 ? -size : size
}

const tens = Array.from({ length: 16 }, (_, i) => Number(`1e${i}`))

/** Removes separators before groups of three digits; returns '' if one is elsewhere. */
function withoutThousands(text: string, { decimal, thousands }: NumberStyle): string {
  const [whole, ...fraction] = text.split(decimal)
  const [head, ...groups] = whole!.split(thousands)
  const grouped = /^[+-]?\d{1,3}$/.test(head!) && groups.every((group) => /^\d{3}$/.test(group))
  return grouped ? [head + groups.join(''), ...fraction].join(decimal) : ''
}

/** What may help with a text that could not be parsed; '' if nothing is known. */
export function numberHint(text: string, style: NumberStyle): string {
  if (syntax.test(plainText(text, style))) return 'numbers go up to ±1e150: correct the cell, or list it under missing'
  if (style.decimal === '.' && /^[+-]?\d+,\d+$/.test(text))
    return 'set decimal to "," if this is a decimal comma, or thousands to ","'
  if (style.decimal === '.' && /^[+-]?\d{1,3}(\.\d{3})*,\d+$/.test(text))
    return 'set decimal to "," and thousands to "."'
  if (style.thousands === '' && /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return 'set thousands to ","'
  if (style.decimal === ',' && /^[+-]?\d+\.\d+$/.test(text)) return 'set decimal to "."'
  return ''
}
