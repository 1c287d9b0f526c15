import type { Condition } from '../state/fields.ts'
import { exp, log } from '../stats/elementary.ts'
import { maxFloat32 } from './sound-state.ts'

/** The losses; the kernel knows each by its place in this list. */
export const lossNames = ['huber', 'squared', 'pinball', 'logistic', 'softmax'] as const
export type LossName = (typeof lossNames)[number]

/** A loss and its parameters. */
export interface LossOptions {
  readonly loss: LossName
  /** With softmax: how many classes there are. */
  readonly classes?: number | undefined
  /** With pinball: the quantiles, each between 0 and 1, rising. */
  readonly levels?: readonly number[] | undefined
}

/** Outputs for each target: one, or one for each class or quantile. */
export const outputsPerTarget = ({ classes = 1, levels = [0] }: LossOptions): number => classes * levels.length

/**
 * The loss of the outputs for one target, and its derivatives.
 *
 * @param slopes receives the derivative by each output
 */
type LossOfOne = (outputs: Float64Array, target: number, slopes: Float64Array, levels: readonly number[]) => number

/** Huber (1964) with threshold 1: ½ r² near zero and linear beyond, so that the gradient of an outlier is bounded. */
const huber: LossOfOne = ([output], target, slopes) => {
  const error = output! - target
  const linear = Math.abs(error) >= 1
  slopes[0] = linear ? Math.sign(error) : error
  return linear ? Math.abs(error) - 0.5 : 0.5 * error * error
}

/** r². */
const squared: LossOfOne = ([output], target, slopes) => {
  const error = output! - target
  slopes[0] = 2 * error
  return error * error
}

/**
 * Koenker and Bassett 1978: τ r above the quantile and (τ − 1) r below it, with r = target − quantile; the mean over the
 * quantiles. The slope at r = 0 is 0.
 */
const pinball: LossOfOne = (quantiles, target, slopes, levels) => {
  let sum = 0
  for (const [i, level] of levels.entries()) {
    const error = target - quantiles[i]!
    const weight = error > 0 ? level : error < 0 ? level - 1 : 0
    sum += (weight * error) / levels.length
    slopes[i] = weight === 0 ? 0 : -weight / levels.length
  }
  return sum
}

/** Log loss −t log p − (1 − t) log(1 − p) of p = 1 / (1 + e^−logit). */
const logistic: LossOfOne = ([logit], target, slopes) => {
  const e = exp(-Math.abs(logit!))
  // The smaller of p and 1 − p.
  const tail = e / (1 + e)
  slopes[0] = logit! < 0 ? tail - target : 1 - target - tail
  return Math.max(logit!, 0) - target * logit! + log(1 + e)
}

/** Log loss −log p of the class that is the target, with p = e^logit / Σ e^logit. */
const softmax: LossOfOne = (logits, target, slopes) => {
  const largest = logits.reduce((most, logit) => Math.max(most, logit))
  let others = 0
  for (let i = 0; i < logits.length; i++) {
    slopes[i] = exp(logits[i]! - largest)
    if (i !== target) others += slopes[i]!
  }
  const sum = others + slopes[target]!
  for (let i = 0; i < logits.length; i++) slopes[i] = i === target ? -others / sum : slopes[i]! / sum
  return largest - logits[target]! + log(sum)
}

const losses: Readonly<Record<LossName, LossOfOne>> = { huber, squared, pinball, logistic, softmax }

/**
 * Sum of the losses of predictions against the known targets, and its gradient.
 *
 * @param prediction shape [n × outputsPerTarget]
 * @param targets shape [n], NaN if not known
 * @param gradient overwritten with the derivative by each prediction of the sum (not the mean)
 * @param base if given, what is judged is base + scale × prediction
 * @param scale ones by default
 * @returns the sum and the number of known targets; the caller divides after all windows
 */
export function loss(
  options: LossOptions,
  prediction: Float64Array,
  targets: Float64Array,
  gradient: Float64Array,
  base?: Float64Array,
  scale?: Float64Array,
): { sum: number; known: number } {
  const width = outputsPerTarget(options)
  const judged = base ? prediction.map((y, i) => base[i]! + (scale ? scale[i]! * y : y)) : prediction
  const ofOne = losses[options.loss]
  const { levels = [] } = options
  let sum = 0
  let known = 0
  for (const [i, target] of targets.entries()) {
    const [from, to] = [i * width, (i + 1) * width]
    const slopes = gradient.subarray(from, to).fill(0)
    if (Number.isNaN(target)) continue
    sum += ofOne(judged.subarray(from, to), target, slopes, levels)
    if (scale) for (let q = 0; q < width; q++) slopes[q]! *= scale[from + q]!
    known++
  }
  return { sum, known }
}

const within = (range: readonly [number, number], expected: string): Condition => ({
  holds: (target) => target >= range[0] && target <= range[1],
  range,
  expected,
})
const sizeUpTo = (most: number) => within([-most, most], `within ±${most}`)

/** What a target must be, unless it is missing. */
export function soundTargets({ loss, classes }: LossOptions): Condition {
  // The square of more leaves float32, and every update on it would be rejected.
  if (loss === 'squared') return sizeUpTo(1e18)
  if (loss === 'logistic') return within([0, 1], 'from 0 to 1')
  if (loss !== 'softmax') return sizeUpTo(maxFloat32)
  const isClass = (target: number) => Number.isInteger(target) && target >= 0 && target < classes!
  return { holds: isClass, expected: `whole numbers below ${classes}` }
}
