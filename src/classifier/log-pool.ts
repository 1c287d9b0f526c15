import { type Fields, finite } from '../state/fields.ts'
import { zeros } from '../state/zeros.ts'
import { toLogits, toProbabilities } from './probabilities.ts'

/** Curvature that each weight begins with, as of some hundred labels: the first ones move the weights little. */
const ridge = 30
/** Factor of what earlier labels weigh, for each later one. */
const forgetting = 0.9995

/**
 * Joins answers by a weighted sum of their logits (a logarithmic opinion pool), P(c) ∝ Π p_k(c)^w_k, with weights learned
 * online by Newton's steps on the log loss, from equal weights that sum to 1. Unlike a mixture it can be surer than each of
 * them if they agree for different reasons, and less sure if they are too sure.
 */
export class LogPool {
  private readonly experts: number
  private readonly classes: number
  private readonly weights: Float64Array
  /** Sum of the curvatures, shape [experts × experts]. */
  private readonly curvature: Float64Array
  /** Logits of the answers, shape [experts × classes]. */
  private readonly logits: Float64Array

  constructor(experts: number, classes: number) {
    this.experts = experts
    this.classes = classes
    this.weights = zeros(experts).fill(1 / experts)
    this.curvature = zeros(experts * experts)
    for (let k = 0; k < experts; k++) this.curvature[k * experts + k] = ridge
    this.logits = new Float64Array(experts * classes)
  }

  /** @param answers of each expert, shape [classes] */
  answer(answers: readonly Float64Array[], out: Float64Array): void {
    const { classes, logits, weights } = this
    out.fill(0)
    answers.forEach((answer, k) => {
      const own = logits.subarray(k * classes, (k + 1) * classes)
      toLogits(answer, own)
      for (let c = 0; c < classes; c++) out[c]! += weights[k]! * own[c]!
    })
    toProbabilities(out)
  }

  learn(answers: readonly Float64Array[], label: number): void {
    const { classes, curvature, experts, logits, weights } = this
    const probabilities = new Float64Array(classes)
    this.answer(answers, probabilities)
    const slopes = new Float64Array(experts)
    const means = new Float64Array(experts)
    for (let k = 0; k < experts; k++) {
      for (let c = 0; c < classes; c++) means[k]! += probabilities[c]! * logits[k * classes + c]!
      slopes[k] = means[k]! - logits[k * classes + label]!
    }
    for (let j = 0; j < experts; j++)
      for (let k = 0; k < experts; k++) {
        let sum = 0
        for (let c = 0; c < classes; c++)
          sum += probabilities[c]! * (logits[j * classes + c]! - means[j]!) * (logits[k * classes + c]! - means[k]!)
        curvature[j * experts + k] = forgetting * curvature[j * experts + k]! + sum
      }
    for (let k = 0; k < experts; k++) curvature[k * experts + k]! += (1 - forgetting) * ridge
    solve(curvature.slice(), slopes)
    for (let k = 0; k < experts; k++) weights[k]! -= slopes[k]!
  }

  state(fields: Fields): void {
    fields.numbers('weights', this.weights, finite)
    fields.numbers('curvature', this.curvature, finite)
  }
}

/** Solves A x = b for a positive definite A, by elimination; A is overwritten, b becomes x. */
function solve(a: Float64Array, b: Float64Array): void {
  const n = b.length
  for (let i = 0; i < n; i++)
    for (let k = i + 1; k < n; k++) {
      const factor = a[k * n + i]! / a[i * n + i]!
      for (let j = i; j < n; j++) a[k * n + j]! -= factor * a[i * n + j]!
      b[k]! -= factor * b[i]!
    }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) b[i]! -= a[i * n + j]! * b[j]!
    b[i]! /= a[i * n + i]!
  }
}
