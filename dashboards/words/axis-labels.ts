/** Number of decimals that distinguishes ticks `increment` apart. */
export function decimalsOf(increment: number): number {
  for (let decimals = 0; decimals < 15; decimals++) {
    const scaled = increment * 10 ** decimals
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals
  }
  return 15
}

/**
 * Labels of numeric ticks, all with the same number of decimals, or all in scientific notation if they are very large
 * or very small.
 */
export function numberTicks(ticks: readonly number[], increment: number): string[] {
  const largest = Math.max(...ticks.map(Math.abs))
  const decimals = decimalsOf(increment)
  const digits = Math.floor(Math.log10(largest || 1)) + 1
  const figures = Math.max(0, digits - Math.floor(Math.log10(increment)) - 1)
  if ((digits > 9 && figures < 9) || decimals > 6) {
    return ticks.map((tick) => (tick === 0 ? '0' : minus(tick.toExponential(Math.min(15, figures)))))
  }
  const how = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  // A sum of steps of 0.1 can be slightly below zero.
  return ticks.map((tick) => minus((Math.abs(tick) < increment / 1e6 ? 0 : tick).toLocaleString('en-US', how)))
}

/** Labels of ticks that are shares, in percent. */
export function percentTicks(ticks: readonly number[], increment: number): string[] {
  return numberTicks(
    ticks.map((tick) => 100 * tick),
    100 * increment,
  ).map((text) => `${text} %`)
}

const minus = (text: string) => text.replaceAll('-', '−')
