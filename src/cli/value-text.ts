/** Above this, and below its inverse, numbers are written with an exponent. */
const huge = 1e15
const mostDecimals = 6
/** Digits of an interval's width that are worth reading: more are noise. */
const usefulDigits = 4

/**
 * Makes the text of values: as many decimals as the data show, fewer if the intervals are so wide that the rest is
 * noise, more if they are so narrow that both ends would look the same.
 *
 * @param observed values of the data, missing ones among them
 * @param width of a usual interval; NaN if there is none
 * @param unit that values are shown in, such as 1e6
 * @example
 * valueText([12.8, 5, 4.4], 4.9)(6.3871) // '6.4'
 */
export function valueText(observed: ArrayLike<number>, width = Number.NaN, unit = 1): (value: number) => string {
  const known = Array.from(observed, (value) => value / unit).filter(Number.isFinite)
  const largest = known.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const shown = quantile(
    known.map((value) => decimalsOf(value, largest)),
    0.9,
  )
  const size = width > 0 && Number.isFinite(width) ? Math.floor(Math.log10(width / unit)) : undefined
  const decimals =
    size === undefined
      ? shown
      : Math.max(0, Math.min(usefulDigits - 1 - size, Math.max(shown, size < 1 ? 1 - size : 0)))
  const exponent = decimals > mostDecimals && largest < 0.1
  return (given) => {
    const value = given / unit
    if (Number.isNaN(value)) return '–'
    if (!Number.isFinite(value)) return value > 0 ? '∞' : '-∞'
    const absolute = Math.abs(value)
    if (absolute >= huge || (exponent && absolute > 0)) return value.toExponential(3)
    const text = absolute.toFixed(Math.min(decimals, mostDecimals))
    const [whole = '', fraction] = text.split('.')
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
    // Zero has no sign, whichever side it was rounded from.
    return `${value < 0 && Number(text) !== 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
  }
}

/**
 * A value with the decimals of the data. If the last three or more would be zeros, it was written otherwise, as one in
 * another unit is, and has its own decimals.
 */
export function asWritten(observed: ArrayLike<number>, value: number): string {
  const text = valueText(observed)(value)
  return /\.\d*000$/.test(text) ? valueText([value])(value) : text
}

/** Decimals of a number as it was written; the noise at the end of 0.1 + 0.2 does not count. */
function decimalsOf(value: number, largest: number): number {
  let decimals = 0
  while (decimals < 12 && Math.abs(Number(value.toFixed(decimals)) - value) > largest * 1e-12) decimals++
  return decimals
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
