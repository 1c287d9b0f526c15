import { compileTimeFormat, type TimeParser, timeFormatsOf } from '../time/time-format.ts'
import { parseTimestamp } from '../time/timestamp.ts'

/** How a column of times is written. */
export interface TimeStyle {
  readonly clock: 'iso' | 's' | 'ms'
  /** Undefined for ISO 8601, and for seconds and milliseconds. */
  readonly timeFormat?: string
  /** Another format that reads the same cells as well, where nothing tells which is meant. */
  readonly otherFormat?: string
}

/** Share of the cells that have to be what a column is taken for: the rest are the mistakes that real files have. */
const most = 0.9

/**
 * How the times of a column are written; undefined where it holds none. Numbers are taken for times only where the column's name says so: 2024 may be a year or a price.
 * Where month and day could be either, the cells decide by what exists, and then by how evenly the times follow each other; where they do not, the day is taken to stand first.
 */
export function guessTimes(name: string, cells: readonly string[]): TimeStyle | undefined {
  const share = (fits: (cell: string) => boolean) =>
    cells.length > 0 && cells.filter(fits).length >= most * cells.length
  if (share((cell) => /\D/.test(cell) && !Number.isNaN(parseTimestamp(cell)))) return { clock: 'iso' }
  const named = /time|date|^ts$|epoch|day|month|year|period|quarter|jahr|datum/i.test(name)
  if (!named && share((cell) => /^[-+]?[\d.,]*$/.test(cell) && !/[.].*[.]/.test(cell))) return undefined
  // Ten digits are seconds until 2286, thirteen are milliseconds.
  if (share((cell) => /^\d{9,10}$/.test(cell))) return { clock: 's' }
  if (share((cell) => /^\d{12,13}$/.test(cell))) return { clock: 'ms' }

  // A few cells name the formats there may be; mistakes stand among them.
  const formats = new Set(cells.slice(0, 20).flatMap(timeFormatsOf))
  const candidates = [...formats]
    .map((format) => judged(format, cells))
    .filter(({ fits }) => fits >= most * cells.length)
    .sort((a, b) => b.fits - a.fits || (alike(a, b) ? Number(dayFirst(b)) - Number(dayFirst(a)) : a.uneven - b.uneven))
  const [best, next] = candidates
  if (!best) return undefined
  const open = next !== undefined && next.fits === best.fits && alike(best, next)
  return { clock: 'iso', timeFormat: best.format, ...(open ? { otherFormat: next.format } : {}) }
}

/** The time of each cell, in a style. */
export function timesOf(cells: readonly string[], { clock, timeFormat }: TimeStyle): number[] {
  if (clock !== 'iso') return cells.map((cell) => Number(cell) * (clock === 's' ? 1000 : 1))
  const parse = timeFormat === undefined ? parseTimestamp : (compileTimeFormat(timeFormat) as TimeParser)
  return cells.map((cell) => parse(cell, 'UTC'))
}

interface Judged {
  readonly format: string
  readonly fits: number
  /** The largest step over the smallest: 1 where the times are even. */
  readonly uneven: number
}

function judged(format: string, cells: readonly string[]): Judged {
  const times = timesOf(cells, { clock: 'iso', timeFormat: format }).filter(Number.isFinite)
  const steps = times.slice(1).flatMap((time, i) => Math.abs(time - times[i]!) || [])
  return {
    format,
    fits: times.length,
    uneven: steps.length === 0 ? 1 : largest(steps) / -largest(steps.map((x) => -x)),
  }
}

const largest = (numbers: readonly number[]) => numbers.reduce((a, b) => Math.max(a, b))

/** Months are of different lengths, so that even times are not quite: what differs by less says nothing. */
const alike = (a: Judged, b: Judged) => a.uneven < 2 * b.uneven && b.uneven < 2 * a.uneven
const dayFirst = ({ format }: Judged) => format.startsWith('d')
