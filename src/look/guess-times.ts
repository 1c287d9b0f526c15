import { compileTimeFormat, type TimeParser } from '../time/time-format.ts'
import { timeFormatsOf } from '../time/time-forms.ts'
import { parseTimestamp } from '../time/timestamp.ts'

/** The format of a column of times. */
export interface TimeStyle {
  readonly clock: 'iso' | 's' | 'ms'
  /** Undefined for ISO 8601, seconds and milliseconds. */
  readonly timeFormat?: string
  /** Another format that fits the cells equally well, if it is ambiguous. */
  readonly otherFormat?: string
}

/** Share of the cells that must fit a format; real files contain mistakes. */
const minShare = 0.9

/**
 * Guesses the format of a column of times. Numbers are times only if the column's name suggests it: 2024 can be a year
 * or a price. If month and day could be swapped, the format that reads more cells is chosen, then the one with more
 * regular steps, then the day first.
 *
 * @returns undefined if the column does not hold times
 */
export function guessTimes(name: string, cells: readonly string[]): TimeStyle | undefined {
  const share = (fits: (cell: string) => boolean) =>
    cells.length > 0 && cells.filter(fits).length >= minShare * cells.length
  if (share((cell) => /\D/.test(cell) && !Number.isNaN(parseTimestamp(cell)))) return { clock: 'iso' }
  const named = /time|date|^ts$|epoch|day|month|year|period|quarter|jahr|datum/i.test(name)
  if (!named && share((cell) => /^[-+]?[\d.,]*$/.test(cell) && !/[.].*[.]/.test(cell))) return undefined
  // Ten digits are seconds until 2286, thirteen are milliseconds.
  if (share((cell) => /^\d{9,10}$/.test(cell))) return { clock: 's' }
  if (share((cell) => /^\d{12,13}$/.test(cell))) return { clock: 'ms' }

  // A few cells are enough to list the formats that are possible, even with mistakes among them.
  const formats = new Set(cells.slice(0, 20).flatMap(timeFormatsOf))
  const candidates = [...formats]
    .map((format) => fitOf(format, cells))
    .filter(({ fits }) => fits >= minShare * cells.length)
    .sort((a, b) => b.fits - a.fits || (alike(a, b) ? Number(dayFirst(b)) - Number(dayFirst(a)) : a.uneven - b.uneven))
  const [best, next] = candidates
  if (!best) return undefined
  const open = next !== undefined && next.fits === best.fits && alike(best, next)
  return { clock: 'iso', timeFormat: best.format, ...(open ? { otherFormat: next.format } : {}) }
}

/** The time of each cell, in milliseconds; NaN if it does not fit the style. */
export function timesOf(cells: readonly string[], { clock, timeFormat }: TimeStyle): number[] {
  if (clock !== 'iso') return cells.map((cell) => Number(cell) * (clock === 's' ? 1000 : 1))
  const parse = timeFormat === undefined ? parseTimestamp : (compileTimeFormat(timeFormat) as TimeParser)
  return cells.map((cell) => parse(cell, 'UTC'))
}

interface Fit {
  readonly format: string
  readonly fits: number
  /** The largest step divided by the smallest: 1 for regular times. */
  readonly uneven: number
}

function fitOf(format: string, cells: readonly string[]): Fit {
  const times = timesOf(cells, { clock: 'iso', timeFormat: format }).filter(Number.isFinite)
  const steps = times.slice(1).flatMap((time, i) => Math.abs(time - times[i]!) || [])
  return {
    format,
    fits: times.length,
    uneven: steps.length === 0 ? 1 : largest(steps) / -largest(steps.map((x) => -x)),
  }
}

const largest = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b))

/** Months differ in length, so a small difference means nothing. */
const alike = (a: Fit, b: Fit) => a.uneven < 2 * b.uneven && b.uneven < 2 * a.uneven
const dayFirst = ({ format }: Fit) => format.startsWith('d')
