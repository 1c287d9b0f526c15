import { describe, expect, it } from 'vitest'
import { attend, attentionTraceOf, backwardAttention } from '../../src/lstm/attention.ts'
import { keysAt, parameterCount, queriesAt } from '../../src/lstm/shape.ts'

const attention = { steps: 2 }
const shape = { inputs: 1, hidden: 2, layers: 1, outputs: 1, front: { attention } }
const parameters = new Float64Array(parameterCount(shape))
parameters.set([1, 2, 0, 1], queriesAt(shape))
parameters.set([1, 0, -1, 1], keysAt(shape))
const hidden = Float64Array.of(0.5, -0.5, 0.25, 1)
const attended = (past: readonly number[]) => {
  const trace = attentionTraceOf(shape, attention, 2)
  return { trace, top: [...attend(shape, parameters, hidden, Float64Array.from(past), 2, trace)] }
}

/** The context, by the formula. */
function context(h: readonly number[], states: readonly (readonly number[])[]): number[] {
  const query = [h[0]! + 2 * h[1]!, h[1]!]
  const scores = states.map(([a, b]) => Math.exp((query[0]! * a! + query[1]! * (b! - a!)) / Math.sqrt(2)))
  const sum = scores.reduce((total, score) => total + score, 0)
  return [0, 1].map((j) => states.reduce((total, state, s) => total + (scores[s]! / sum) * state[j]!, 0))
}
const close = (numbers: readonly number[]) => numbers.map((x) => expect.closeTo(x, 12))

describe('attention', () => {
  it('joins to a state the mean of those before it, weighed by how well their keys fit its query', () => {
    const past = [
      [-1, 0.5],
      [0.75, 0.25],
    ]
    expect(attended(past.flat()).top).toEqual([
      ...close([0.5, -0.5, ...context([0.5, -0.5], past)]),
      ...close([0.25, 1, ...context([0.25, 1], [past[1]!, [0.5, -0.5]])]),
    ])
  })

  it('attends to the last steps only, and to those that there are', () => {
    expect(attended([9, 9, -1, 0.5, 0.75, 0.25]).top).toEqual(attended([-1, 0.5, 0.75, 0.25]).top)
    expect(attended([]).top).toEqual([0.5, -0.5, 0, 0, 0.25, 1, 0.5, -0.5])
  })

  it('gives each state before the present step its weight, and the weights sum to 1', () => {
    const { weights } = attended([0.75, 0.25]).trace
    expect([...weights.subarray(0, 2)]).toEqual([0, 1])
    expect(weights[2]! + weights[3]!).toBeCloseTo(1, 12)
  })

  it('learns nothing about earlier states, but from them', () => {
    const { trace } = attended([-1, 0.5, 0.75, 0.25])
    const gradients = new Float64Array(parameters.length)
    const dTop = Float64Array.of(0, 0, 1, 0, 0, 0, 0, 0)
    const dHidden = backwardAttention(shape, parameters, trace, 2, dTop, gradients)
    expect(dHidden).toHaveLength(4)
    expect([...gradients.subarray(queriesAt(shape))].every((d) => d !== 0)).toBe(true)
    // The second step has no loss, and the first does not see it.
    expect([...dHidden.subarray(2)]).toEqual([0, 0])
  })
})
