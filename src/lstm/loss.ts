/** Squared: r². Huber (1964) with its corner at 1: ½ r² near zero, and straight beyond, so that one outlier pulls no harder than its side. */
export type LossName = 'huber' | 'squared'

/**
 * Loss of the predictions against the targets, averaged over the known ones, and its gradient.
 * @param prediction shape [n]; @param target shape [n], NaN where not known: masked out
 * @param gradient shape [n], overwritten with the derivative by each prediction of the sum (not the mean)
 * @returns the sum of the losses and the number of known targets; the caller divides, once it has seen all windows
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
    const straight = Math.abs(error) >= 1
    if (name === 'squared') {
      sum += error * error
      gradient[i] = 2 * error
    } else {
      sum += straight ? Math.abs(error) - 0.5 : 0.5 * error * error
      gradient[i] = straight ? Math.sign(error) : error
    }
    known++
  }
  return { sum, known }
}
