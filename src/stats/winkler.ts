/**
 * The score of an interval that promised a coverage of `level`: its width, and 2/α of what the actual value lies outside of it, α = 1 − level (Winkler 1972). Lower is better; it is least
 * in the mean for the true quantiles.
 */
export function winkler(lower: number, upper: number, actual: number, level: number): number {
  const outside = Math.max(lower - actual, actual - upper, 0)
  return upper - lower + (2 / (1 - level)) * outside
}
