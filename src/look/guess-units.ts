import { usualMultiples } from '../sources/number-dress.ts'
import type { DressedCell } from './number-cells.ts'

/** The units of a column. */
export interface UnitsGuess {
  /** Cut off. */
  readonly units: readonly string[]
  readonly multiples: Readonly<Record<string, number>>
  readonly brackets: boolean
}

/**
 * Finds the units of a column: one before and one after the numbers, multiples such as K and M, or units of one kind,
 * of which the others are counted in the most frequent one (MiB in GiB).
 *
 * @returns the units that do not go together, if they differ
 */
export function guessUnits(dressed: readonly DressedCell[]): UnitsGuess | readonly string[] {
  const before = counted(dressed, ({ dress }) => dress.before)
  const after = counted(dressed, ({ dress }) => dress.after)
  const brackets = dressed.some(({ dress }) => dress.brackets)
  if (before.length > 1) return before
  const parts = after.map(multipleIn)
  const behind = new Set(parts.map((part) => part?.unit ?? ''))
  behind.delete('')
  if (parts.every((part) => part !== undefined) && behind.size <= 1)
    return {
      units: [...before, ...behind],
      multiples: Object.fromEntries(parts.map(({ multiple }) => [multiple, usualMultiples.get(multiple)!])),
      brackets,
    }
  const [main, ...others] = after
  const relative = others.map((unit) => [unit, ratio(unit, main!)] as const)
  if (relative.some(([, factor]) => factor === undefined)) return after
  return {
    units: [...new Set([...before, main!, ...relative.flatMap(([unit, factor]) => (factor === 1 ? unit : []))])],
    multiples: Object.fromEntries(relative.filter(([, factor]) => factor !== 1)) as Record<string, number>,
    brackets,
  }
}

/** A multiple, and a unit behind it: Mio. €. */
function multipleIn(after: string): { readonly multiple: string; readonly unit: string } | undefined {
  const [, multiple, unit = ''] = /^(\p{L}+\.?)(?:\s*(\p{Sc}|\s\p{Lu}{3}))?$/u.exec(after) ?? []
  return multiple !== undefined && usualMultiples.has(multiple) ? { multiple, unit: unit.trim() } : undefined
}

/** Different texts, the most frequent first, without the empty one. */
function counted(dressed: readonly DressedCell[], of: (cell: DressedCell) => string): string[] {
  const counts = new Map<string, number>()
  for (const cell of dressed) counts.set(of(cell), (counts.get(of(cell)) ?? 0) + 1)
  counts.delete('')
  return [...counts].sort(([, a], [, b]) => b - a).map(([text]) => text)
}

/** How many of `main` one `unit` is; undefined if they are not of one kind. */
function ratio(unit: string, main: string): number | undefined {
  const [one, other] = [sizeOf(unit), sizeOf(main)]
  if (one === undefined || other === undefined || one.base !== other.base)
    return unit.replace(/s$/, '') === main.replace(/s$/, '') ? 1 : undefined
  return one.size / other.size
}

const prefixes: Readonly<Record<string, number>> = {
  ...{ '': 1, k: 1e3, K: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, m: 1e-3, µ: 1e-6, μ: 1e-6, u: 1e-6, n: 1e-9 },
  ...{ Ki: 1024, Mi: 1024 ** 2, Gi: 1024 ** 3, Ti: 1024 ** 4, Pi: 1024 ** 5 },
}
const bases = [
  'Wh',
  'W',
  'VA',
  'var',
  'V',
  'A',
  'Hz',
  'J',
  'Pa',
  'bar',
  'B/s',
  'Bps',
  'B',
  'bit/s',
  'bps',
  'bit',
  'b',
  'g',
  'l',
  'L',
  'm',
  'ohm',
  'Ω',
  'req/s',
  'ops/s',
]
const seconds: Readonly<Record<string, number>> = {
  ...{ ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, sec: 1, secs: 1, second: 1, seconds: 1 },
  ...{ min: 60, mins: 60, minute: 60, minutes: 60, h: 3600, hr: 3600, hrs: 3600, hour: 3600, hours: 3600 },
  ...{ d: 86_400, day: 86_400, days: 86_400, week: 604_800, weeks: 604_800 },
}

function sizeOf(unit: string): { readonly base: string; readonly size: number } | undefined {
  const time = Object.hasOwn(seconds, unit) ? seconds[unit] : undefined
  if (time !== undefined) return { base: 's', size: time }
  for (const base of bases) {
    const prefix = unit.endsWith(base) ? unit.slice(0, -base.length) : undefined
    if (prefix !== undefined && Object.hasOwn(prefixes, prefix)) return { base, size: prefixes[prefix]! }
  }
  return undefined
}
