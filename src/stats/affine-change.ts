/** A change of unit or level: value = offset + scale × what it would have been. */
export interface AffineChange {
  /** Positive. */
  readonly scale: number
  readonly offset: number
}

/** Share of the variance that the expected values must explain, for the scale to be that of the regression on them. */
const minExplained = 0.8
/** A ratio between 1/this and this of the differences can be chance: then the unit is the same. */
const maxSame = 3
/** A factor that is found is seldom further than this from the true one. */
const nearness = 1.5
/** Largest deviation of a plain change from the slope of the regression, in standard errors. */
const maxDeviation = 2.5

/**
 * Finds the change of unit or level that explains values which are not as expected. The scale is the slope of a
 * regression on the expected values if these explain the values, else the ratio of the sizes of the differences; it is
 * exactly that of a shift, or of a multiplication, if one of them fits.
 *
 * @param values since the change, oldest first, at least 3
 * @param expected what was forecast for them before it
 * @param ratio size of their differences in that of the differences before it
 * @param zero the value that a change of unit by a factor leaves as it is; NaN if there is none
 */
export function affineChange(
  values: ArrayLike<number>,
  expected: ArrayLike<number>,
  ratio: number,
  zero: number,
): AffineChange {
  const { length } = values
  const mean = (all: ArrayLike<number>, of = (x: number) => x) => {
    let sum = 0
    for (let i = 0; i < length; i++) sum += of(all[i]!) / length
    return sum
  }
  const centre = mean(values)
  const expectedCentre = mean(expected)
  let [square, expectedSquare, product] = [0, 0, 0]
  for (let i = 0; i < length; i++) {
    const value = values[i]! - centre
    const forecast = expected[i]! - expectedCentre
    square += value * value
    expectedSquare += forecast * forecast
    product += value * forecast
  }
  const slope = product / expectedSquare
  const explained = (product / square) * slope
  const factor = mean(values, (x) => Math.abs(x - zero)) / mean(expected, (x) => Math.abs(x - zero))
  const error = slope * Math.sqrt((1 / explained - 1) / (length - 2))
  const fits = (scale: number) => Math.abs(scale - slope) <= maxDeviation * error
  const within = (x: number, most: number) => x > 1 / most && x < most

  let scale = 1
  if (explained > minExplained && slope > 0) scale = fits(1) ? 1 : fits(factor) ? factor : slope
  else if (ratio > 0 && ratio < Infinity && !within(ratio, maxSame)) scale = within(factor / ratio, 2) ? factor : ratio
  const offset =
    scale === factor ? zero * (1 - factor) : median(Float64Array.from(values, (x, i) => x - scale * expected[i]!))
  return { scale, offset }
}

/** A change of unit by a factor below 1, which is a power of ten if it is near one: most are. */
export function factorChange(factor: number, zero: number): AffineChange {
  let power = 1
  while (power > 1e-15 && 2 * factor < power) power /= 10
  const scale = factor < nearness * power && power < nearness * factor ? power : factor
  return { scale, offset: zero * (1 - scale) }
}

/** The median of the absolute differences of neighbours. */
export function medianDifference(values: ArrayLike<number>): number {
  return median(Float64Array.from({ length: values.length - 1 }, (_, i) => Math.abs(values[i + 1]! - values[i]!)))
}

/** The upper median; sorts in place. */
export function median(values: Float64Array): number {
  return values.sort()[values.length >> 1]!
}
