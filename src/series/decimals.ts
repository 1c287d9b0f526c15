/**
 * Decimals of a number that is shown with about four digits: at most three, but always enough for three significant
 * digits.
 *
 * @param value finite
 * @param figures digits instead of four
 * @example decimalsShown(0.00312) // 5
 */
export function decimalsShown(value: number, figures = 4): number {
  const size = Math.abs(value)
  let decimals = figures - 1
  for (let limit = 10; decimals > 0 && size >= limit; limit *= 10) decimals--
  if (size === 0) return decimals
  for (let limit = 0.1; decimals < 15 && size < limit; limit /= 10) decimals++
  return decimals
}
