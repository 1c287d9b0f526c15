/** Numbers that often mean a missing value: nines, the limits of a type, and the fill values of climate data. */
const nines = /^-?(99+(\.9+)?|9\.9+|200|500|777+7|88+8?8(\.8+)?|32768|32767|65535|2147483647|2147483648|4294967295)$/

const isUsual = (value: number) => nines.test(String(value)) || Math.abs(value) >= 1e15

/**
 * Numbers of a column that stand apart from all others, such as -200 among amounts or 999.9 among temperatures: outside
 * the others, repeated, and far from them. Never a number within the range of the others.
 *
 * @param values in any order; NaN is ignored
 */
export function sentinelsOf(values: Iterable<number>): number[] {
  const counts = new Map<number, number>()
  for (const value of values) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1)
  const sorted = [...counts.keys()].sort((a, b) => a - b)
  const found: number[] = []
  for (let round = 0; round < 4 && sorted.length > 2; round++) {
    const low = apart(sorted[0]!, sorted[1]!, sorted.at(isUsual(sorted.at(-1)!) ? -2 : -1)!, counts)
    const high = apart(sorted.at(-1)!, sorted.at(-2)!, sorted[0]!, counts)
    if (low) found.push(sorted.shift()!)
    else if (high) found.push(sorted.pop()!)
    else break
  }
  return found
}

/**
 * @param next the nearest other number
 * @param end the number at the other end
 */
function apart(value: number, next: number, end: number, counts: ReadonlyMap<number, number>): boolean {
  if (!isUsual(value)) return false
  const gap = Math.abs(value - next)
  const spread = Math.abs(end - next)
  const repeated = counts.get(value)! >= 2
  // If all other numbers are positive, a negative one needs less distance.
  const alone = value <= -9 && next >= 0
  return (repeated && (gap > spread || alone)) || gap > 20 * spread
}
