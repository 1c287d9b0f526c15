/** A cell that holds one number, taken apart. */
export interface NumberDress {
  /** Text before and after the number, without sign, brackets and outer spaces: '$', '%', 'M'. */
  readonly before: string
  readonly after: string
  /** Whether it is in brackets or has its minus behind it, as in accounts. */
  readonly brackets: boolean
  /** The digits with their marks: 1.204,50. */
  readonly marked: string
}

/**
 * Takes a cell apart that holds one number, with or without a unit.
 *
 * @returns undefined if it holds no number, or more than one, such as a date
 * @example numberDress('-$1,204.50') // { before: '$', after: '', brackets: false, marked: '1,204.50' }
 */
export function numberDress(text: string): NumberDress | undefined {
  const found = oneNumber.exec(text.trim())
  if (found === null) return undefined
  const [, start, marked, end] = found
  const around = start!.includes('(')
  const behind = /[-−–]\s*$/.test(end!)
  const signs = (start!.match(/[-+−–]/g)?.length ?? 0) + Number(around) + Number(behind)
  if (around !== end!.includes(')') || signs > 1) return undefined
  const before = bare(start!.replace('(', ''))
  const after = bare(end!.replace(')', ''))
  // A digit in a unit follows a letter: m³ is often written m3.
  if (/\d/.test(after.replace(/\p{L}\d/gu, '')) || /[<>~≤≥≈*/:]/.test(before)) return undefined
  return { before, after, brackets: around || behind, marked: marked! }
}

const oneNumber =
  /^([^\d]{0,12}?)((?:\d+(?:[.,'’_\s]\d+)*|(?<![\p{L}\d])[.,]\d+)[.,]?(?:[eE][+-]?\d+)?)(?![\d.,])(.{0,24})$/u

/** Without sign and spaces at its ends. */
const bare = (text: string) => text.replace(/^[\s+\-−–]+|[\s+\-−–]+$/g, '')

/**
 * Takes off what says that a number is not exact: a limit such as < or >, or ~, ≈, ca.
 *
 * @returns undefined if the text does not begin so
 * @example markOf('<1.5') // { isBelow: true, rest: '1.5' }
 */
export function markOf(text: string): { readonly isBelow: boolean; readonly rest: string } | undefined {
  const [, mark, rest] = /^\s*([<≤>≥~≈≅]=?|(?:ca|circa|approx|about|etwa)\b\.?)\s*(.+)$/iu.exec(text) ?? []
  return rest === undefined ? undefined : { isBelow: /^[<≤]/.test(mark!), rest: rest.trim() }
}

/** The usual names of powers of a thousand after a number. */
export const usualMultiples: ReadonlyMap<string, number> = new Map([
  ...named(1e3, 'K k Tsd Tsd. tsd. thousand'),
  ...named(1e6, 'M m MM mm mn Mn mln mio Mio Mio. million millions Million Millionen'),
  ...named(1e9, 'B b bn Bn bln mrd Mrd Mrd. billion billions Milliarden'),
  ...named(1e12, 'T t tn trn trillion'),
])

function named(factor: number, names: string): [string, number][] {
  return names.split(' ').map((name) => [name, factor])
}

/** Decimal mark and separator of thousands. */
export type Marks = readonly [decimal: '.' | ',', thousands: string]

/** All ways to write numbers with marks, the most frequent first. */
export const allMarks: readonly Marks[] = [
  ...([',', ' ', "'", '_'] as const).map((mark) => ['.', mark] as const),
  ...(['.', ' ', "'", '_'] as const).map((mark) => [',', mark] as const),
]
