import { exp } from '../stats/elementary.ts'
import { type Front, headInputs, keysAt, queriesAt, type Shape } from './shape.ts'

/** What a forward pass of attention leaves to the backward one. */
export interface AttentionTrace {
  /** Steps attended to. */
  readonly reach: number
  /** States of the top layer from `reach` steps before the first on, shape [(reach + steps) × hidden]. */
  readonly states: Float64Array
  /** How many of the states before the first exist. */
  known: number
  /** Shape [steps × hidden]. */
  readonly queries: Float64Array
  /** W_kᵀ·q, whose product with a state is that of its key with q: shape [steps × hidden]. */
  readonly sought: Float64Array
  /** Weight of each state from `reach` steps before a step on, shape [steps × reach]; 0 if there is none. */
  readonly weights: Float64Array
  /** Inputs of the head, shape [steps × 2 × hidden]. */
  readonly top: Float64Array
}

export function attentionTraceOf(
  shape: Shape,
  { steps: reach }: NonNullable<Front['attention']>,
  steps: number,
): AttentionTrace {
  const numbers = (width: number) => new Float64Array(steps * width)
  const { hidden } = shape
  return {
    reach,
    states: new Float64Array((reach + steps) * hidden),
    known: 0,
    queries: numbers(hidden),
    sought: numbers(hidden),
    weights: numbers(reach),
    top: numbers(headInputs(shape)),
  }
}

/** The first state that a step attends to, counted from `reach` steps before it. */
const firstOf = ({ known, reach }: AttentionTrace, t: number) => Math.max(0, reach - known - t)

/**
 * Scaled dot-product attention over the states of the steps before (Vaswani et al. 2017): with the query q = W_q·h_t,
 *
 *   α_s = softmax over s of (W_k·h_s)·q / √hidden     context = Σ_s α_s·h_s
 *
 * The values are the states themselves: the head, which is linear, has weights of its own for the context. Without a
 * step before, the context is zero.
 *
 * @param hidden states of the top layer, shape [steps × hidden]
 * @param past those of earlier steps, oldest first
 * @returns the inputs of the head: h_t, context
 */
export function attend(
  shape: Shape,
  parameters: Float64Array,
  hidden: Float64Array,
  past: Float64Array,
  steps: number,
  trace: AttentionTrace,
): Float64Array {
  const { hidden: n } = shape
  const { queries, reach, sought, states, top, weights } = trace
  const kept = Math.min(past.length, reach * n)
  trace.known = kept / n
  states.set(past.subarray(past.length - kept), reach * n - kept)
  states.set(hidden.subarray(0, steps * n), reach * n)
  top.fill(0)
  const [queryAt, keyAt, scale] = [queriesAt(shape), keysAt(shape), 1 / Math.sqrt(n)]
  for (let t = 0; t < steps; t++) {
    sought.fill(0, t * n, (t + 1) * n)
    for (let i = 0; i < n; i++) {
      let q = 0
      for (let j = 0; j < n; j++) q += parameters[queryAt + i * n + j]! * hidden[t * n + j]!
      queries[t * n + i] = q
      for (let j = 0; j < n; j++) sought[t * n + j]! += parameters[keyAt + i * n + j]! * q
      top[t * 2 * n + i] = hidden[t * n + i]!
    }
    const first = firstOf(trace, t)
    const row = weights.subarray(t * reach, (t + 1) * reach).fill(0)
    let most = Number.NEGATIVE_INFINITY
    for (let s = first; s < reach; s++) {
      let score = 0
      for (let j = 0; j < n; j++) score += sought[t * n + j]! * states[(t + s) * n + j]!
      row[s] = score * scale
      most = Math.max(most, row[s]!)
    }
    let sum = 0
    for (let s = first; s < reach; s++) {
      row[s] = exp(row[s]! - most)
      sum += row[s]!
    }
    for (let s = first; s < reach; s++) {
      row[s]! /= sum
      for (let j = 0; j < n; j++) top[(t * 2 + 1) * n + j]! += row[s]! * states[(t + s) * n + j]!
    }
  }
  return top
}

/**
 * Adds to `gradients` the derivatives by the weights of queries and keys.
 *
 * @param dTop derivative by each input of the head, shape [steps × 2 × hidden]
 * @returns the derivative by each state of the top layer, shape [steps × hidden]; earlier ones are not changed any more
 */
export function backwardAttention(
  shape: Shape,
  parameters: Float64Array,
  trace: AttentionTrace,
  steps: number,
  dTop: Float64Array,
  gradients: Float64Array,
): Float64Array {
  const { hidden: n } = shape
  const { queries, reach, sought, states, weights } = trace
  const [queryAt, keyAt, scale] = [queriesAt(shape), keysAt(shape), 1 / Math.sqrt(n)]
  const dStates = new Float64Array((reach + steps) * n)
  const dWeights = new Float64Array(reach)
  const dSought = new Float64Array(n)
  for (let t = 0; t < steps; t++) {
    const now = (reach + t) * n
    for (let j = 0; j < n; j++) dStates[now + j]! += dTop[t * 2 * n + j]!
    const dContext = dTop.subarray((t * 2 + 1) * n, (t + 1) * 2 * n)
    const row = weights.subarray(t * reach, (t + 1) * reach)
    const first = firstOf(trace, t)
    let mean = 0
    for (let s = first; s < reach; s++) {
      dWeights[s] = 0
      for (let j = 0; j < n; j++) dWeights[s]! += dContext[j]! * states[(t + s) * n + j]!
      mean += row[s]! * dWeights[s]!
    }
    dSought.fill(0)
    for (let s = first; s < reach; s++) {
      const dScore = row[s]! * (dWeights[s]! - mean) * scale
      for (let j = 0; j < n; j++) {
        dSought[j]! += dScore * states[(t + s) * n + j]!
        dStates[(t + s) * n + j]! += dScore * sought[t * n + j]! + row[s]! * dContext[j]!
      }
    }
    for (let i = 0; i < n; i++) {
      let dQuery = 0
      for (let j = 0; j < n; j++) {
        dQuery += parameters[keyAt + i * n + j]! * dSought[j]!
        gradients[keyAt + i * n + j]! += queries[t * n + i]! * dSought[j]!
      }
      for (let j = 0; j < n; j++) {
        gradients[queryAt + i * n + j]! += dQuery * states[now + j]!
        dStates[now + j]! += dQuery * parameters[queryAt + i * n + j]!
      }
    }
  }
  return dStates.subarray(reach * n)
}
