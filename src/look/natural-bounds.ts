import { targetRank, wordsOf } from './column-names.ts'
import type { Column } from './columns.ts'

/**
 * Limits that the kind of number has: 0 for amounts, counts and prices, 100 or 1 for percentages and shares. Never the
 * largest value so far, which the next may exceed.
 *
 * @param values of all rows; NaN if missing
 */
export function naturalBounds({ name, cells }: Column, values: Float64Array): { min?: number; max?: number } {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  let whole = true
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
    if (whole && !Number.isNaN(value) && !Number.isInteger(value)) whole = false
  }
  if (!(least >= 0)) return {}
  const words = wordsOf(name)
  const percent =
    /%/.test(name) ||
    cells.some((cell) => cell.endsWith('%')) ||
    words.some((word) => /^(percent|percentage|pct|prozent|pourcentage|humidity|rh)$/.test(word))
  const share = words.some((word) => /^(share|ratio|fraction|proportion|anteil|probability)$/.test(word))
  if (percent || share) {
    const max = share && most <= 1 ? 1 : 100
    return most <= max ? { min: 0, max } : { min: 0 }
  }
  const signed = words.some((word) =>
    /^(temp|temperature|temperatur|température|temperatura|change|growth|balance|rate)$/.test(word),
  )
  return !signed && (whole || targetRank(name) >= 0) ? { min: 0 } : {}
}
