import { exp, log } from '../stats/elementary.ts'

/** No class is given less, so that the log loss of a single label is bounded. */
export const leastProbability = 1e-6

/** Turns logits into probabilities, in place, each at least `leastProbability`. */
export function toProbabilities(logits: Float64Array): void {
  const largest = logits.reduce((most, logit) => Math.max(most, logit), Number.NEGATIVE_INFINITY)
  let sum = 0
  for (let c = 0; c < logits.length; c++) {
    logits[c] = exp(logits[c]! - largest)
    sum += logits[c]!
  }
  const kept = 1 - logits.length * leastProbability
  for (let c = 0; c < logits.length; c++) logits[c] = leastProbability + (kept * logits[c]!) / sum
}

/** Log probabilities less their mean. */
export function toLogits(probabilities: Float64Array, out: Float64Array): void {
  let mean = 0
  for (let c = 0; c < out.length; c++) {
    out[c] = log(probabilities[c]!)
    mean += out[c]! / out.length
  }
  for (let c = 0; c < out.length; c++) out[c]! -= mean
}
