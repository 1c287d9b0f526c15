import { exp, log } from '../stats/elementary.ts'

/** Probabilities of regressions stay this far from 0 and 1, so that the log loss of a single label is bounded. */
const least = 1e-4
const largestLogit = log((1 - least) / least)

/**
 * Logits of the probabilities of one lead: of one channel log(p / (1 − p)), of classes log p each.
 *
 * @param from index of the first channel; the others follow `stride` apart
 * @param out receives them from `to` on
 */
export function logitsOf(
  probabilities: Float64Array,
  from: number,
  stride: number,
  out: Float64Array,
  to: number,
  channels: number,
): void {
  for (let k = 0; k < channels; k++) {
    const p = Math.max(least, Math.min(1 - least, probabilities[from + k * stride]!))
    out[to + k] = channels === 1 ? log(p / (1 - p)) : log(p)
  }
}

/** Turns the logits of one lead into probabilities, in place: the logistic function of one, the softmax of several. */
export function toProbabilities(logits: Float64Array): void {
  if (logits.length === 1) {
    logits[0] = 1 / (1 + exp(-Math.max(-largestLogit, Math.min(largestLogit, logits[0]!))))
    return
  }
  let largest = Number.NEGATIVE_INFINITY
  for (const logit of logits) largest = Math.max(largest, logit)
  let sum = 0
  for (let k = 0; k < logits.length; k++) {
    logits[k] = least + exp(logits[k]! - largest)
    sum += logits[k]!
  }
  for (let k = 0; k < logits.length; k++) logits[k]! /= sum
}

/** A label as the number of a channel: of the only one itself, else 1 for its own and 0 for the others. */
export const hitOf = (label: number, channels: number, channel: number): number =>
  channels === 1 || Number.isNaN(label) ? label : Number(label === channel)
