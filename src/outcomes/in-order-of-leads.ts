/**
 * Makes probabilities rise with the lead, or fall: the nearest ones that do, by the sum of squares (pool adjacent
 * violators; Ayer, Brunk, Ewing, Reid & Silverman 1955). What they forecast is in this order itself, so the sum of the
 * squared errors cannot become larger.
 *
 * @param probabilities by lead; changed
 * @param sign 1 to rise, −1 to fall
 */
export function inOrderOfLeads(probabilities: Float64Array, sign: 1 | -1): void {
  const means: number[] = []
  const sizes: number[] = []
  for (const probability of probabilities) {
    let [mean, size] = [probability, 1]
    while (means.length > 0 && sign * (means.at(-1)! - mean) > 0) {
      const before = sizes.pop()!
      mean = (means.pop()! * before + mean * size) / (before + size)
      size += before
    }
    means.push(mean)
    sizes.push(size)
  }
  for (let block = 0, at = 0; block < means.length; block++)
    for (let k = 0; k < sizes[block]!; k++) probabilities[at++] = means[block]!
}
