/** Decimals that tell the ticks of an axis apart, `increment` apart from each other: the same for all of them. */
export function decimalsOf(increment: number): number {
  for (let decimals = 0; decimals < 15; decimals++) {
    const scaled = increment * 10 ** decimals
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals
  }
  return 15
}

/** Words for the ticks of an axis of numbers, all with as many decimals; all as powers of ten where they are very large or very small. */
export function numberTicks(ticks: readonly number[], increment: number): string[] {
  const most = Math.max(...ticks.map(Math.abs))
  const decimals = decimalsOf(increment)
  const digits = Math.floor(Math.log10(most || 1)) + 1
  const figures = Math.max(0, digits - Math.floor(Math.log10(increment)) - 1)
  if ((digits > 9 && figures < 9) || decimals > 6) {
    return ticks.map((tick) => (tick === 0 ? '0' : minus(tick.toExponential(Math.min(15, figures)))))
  }
  const how = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  // A zero that was reached by steps of a tenth may be a little less than none.
  return ticks.map((tick) => minus((Math.abs(tick) < increment / 1e6 ? 0 : tick).toLocaleString('en-US', how)))
}

/** The same for shares, told in percent. */
export function percentTicks(ticks: readonly number[], increment: number): string[] {
  return numberTicks(
    ticks.map((tick) => 100 * tick),
    100 * increment,
  ).map((text) => `${text} %`)
}

const minus = (text: string) => text.replaceAll('-', '−')
