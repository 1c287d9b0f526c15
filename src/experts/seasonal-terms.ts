/**
 * Makes the values of a season its seasonal terms: the distances from their mean.
 *
 * @param terms values by phase, shape [season × channels], changed in place for one channel
 * @returns the mean
 */
export function centreTerms(terms: Float64Array, channel: number, channels: number): number {
  let sum = 0
  for (let at = channel; at < terms.length; at += channels) sum += terms[at]!
  const mean = sum / (terms.length / channels)
  for (let at = channel; at < terms.length; at += channels) terms[at]! -= mean
  return mean
}
