const blocks = '▁▂▃▄▅▆▇█'
const ascii = '_.-=+*#@'

/**
 * A line of blocks whose heights are values; a space is a missing one. Longer series are shown by the mean of
 * neighbouring values.
 *
 * @param width characters, at most
 * @param unicode false for characters that every terminal has
 */
export function spark(values: readonly number[], width: number, unicode: boolean): string {
  const each = Math.max(1, Math.ceil(values.length / width))
  const means: number[] = []
  // From the end, so that the last character is as full as the others.
  for (let end = values.length; end > 0; end -= each) means.unshift(mean(values.slice(Math.max(0, end - each), end)))
  const known = means.filter(Number.isFinite)
  const low = Math.min(...known)
  const range = Math.max(...known) - low
  const levels = unicode ? blocks : ascii
  return means
    .map((value) => {
      if (!Number.isFinite(value)) return ' '
      return levels[range > 0 ? Math.min(7, Math.floor(((value - low) / range) * 8)) : 3]!
    })
    .join('')
}

/** A line of bars whose heights are counts; a space for 0. */
export function bars(counts: readonly number[], unicode: boolean): string {
  const most = Math.max(...counts)
  const levels = unicode ? blocks : ascii
  return counts.map((count) => (count > 0 ? levels[Math.ceil((8 * count) / most) - 1]! : ' ')).join('')
}

function mean(values: readonly number[]): number {
  const known = values.filter(Number.isFinite)
  return known.reduce((sum, value) => sum + value, 0) / known.length
}

/** What a terminal shows of a forecast: the ends of its intervals, the narrowest first, and its value. */
export interface Spread {
  readonly value: number
  readonly intervals: readonly { readonly lower: number; readonly upper: number }[]
}

/** A line that shows a forecast and its intervals on an axis from `low` to `high`; the same characters for each lead. */
export function fanLine(
  { value, intervals }: Spread,
  [low, high]: readonly [number, number],
  width: number,
  unicode: boolean,
): string {
  const at = (x: number) => Math.max(0, Math.min(width - 1, Math.round(((x - low) / (high - low || 1)) * (width - 1))))
  const line = Array<string>(width).fill(' ')
  const [inner, ...outer] = intervals
  const draw = (interval: Spread['intervals'][number] | undefined, mark: string) => {
    if (!interval || !Number.isFinite(interval.lower) || !Number.isFinite(interval.upper)) return
    line.fill(mark, at(interval.lower), at(interval.upper) + 1)
  }
  draw(outer.at(-1), unicode ? '─' : '-')
  draw(inner, unicode ? '━' : '=')
  if (Number.isFinite(value)) line[at(value)] = unicode ? '●' : 'o'
  return line.join('').trimEnd()
}
