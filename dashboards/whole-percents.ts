/**
 * Shares as whole percents that sum to 100, rounded by the largest remainder method. If all shares are 0, so are the
 * percents.
 */
export function wholePercents(shares: readonly number[]): number[] {
  const sum = shares.reduce((total, share) => total + share, 0)
  if (!(sum > 0)) return shares.map(() => 0)
  const exact = shares.map((share) => (100 * share) / sum)
  const whole = exact.map(Math.floor)
  const left = 100 - whole.reduce((total, percent) => total + percent, 0)
  const lost = exact.map((percent, i) => ({ i, rest: percent - whole[i]! })).sort((a, b) => b.rest - a.rest)
  for (const { i } of lost.slice(0, left)) whole[i]!++
  return whole
}
