/**
 * Squared: r². Huber (1964) with threshold 1: ½ r² near zero and linear beyond, so that the gradient of an outlier is
 * bounded.
 */
export type LossName = 'huber' | 'squared'

/**
 * Sum of the losses of predictions against the known targets, and its gradient.
 *
 * @param prediction shape [n]
 * @param target shape [n], NaN if not known
 * @param gradient shape [n], overwritten with the derivative by each prediction of the sum (not the mean)
 * @returns the sum and the number of known targets; the caller divides after all windows
 */
export function loss(
  name: LossName,
  prediction: Float64Array,
  target: Float64Array,
  gradient: Float64Array,
): { sum: number; known: number } {
  let sum = 0
  let known = 0
  for (let i = 0; i < target.length; i++) {
    if (Number.isNaN(target[i])) {
      gradient[i] = 0
      continue
    }
    const error = prediction[i]! - target[i]!
    const linear = Math.abs(error) >= 1
    if (name === 'squared') {
      sum += error * error
      gradient[i] = 2 * error
    } else {
      sum += linear ? Math.abs(error) - 0.5 : 0.5 * error * error
      gradient[i] = linear ? Math.sign(error) : error
    }
    known++
  }
  return { sum, known }
}
