/**
 * Score of one interval: its width, plus 2/α times the distance of the actual value from it, α = 1 − level (Winkler
 * 1972). Lower is better; the mean is least for the true quantiles.
 */
export function winkler(lower: number, upper: number, actual: number, level: number): number {
  const outside = Math.max(lower - actual, actual - upper, 0)
  return upper - lower + (2 / (1 - level)) * outside
}
