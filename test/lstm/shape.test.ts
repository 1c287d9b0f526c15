import { describe, expect, it } from 'vitest'
import { biasesAt, columnsOf, headAt, headBiasesAt, parameterCount, weightsAt } from '../../src/lstm/shape.ts'

describe('shape', () => {
  it('orders the parameters: 4·hidden·(hidden + inputs) weights and 4·hidden biases for each layer, then the head', () => {
    const shape = { inputs: 3, hidden: 5, layers: 2, outputs: 2 }
    expect([columnsOf(shape, 0), columnsOf(shape, 1)]).toEqual([8, 10])
    expect([weightsAt(shape, 0), biasesAt(shape, 0)]).toEqual([0, 160])
    expect([weightsAt(shape, 1), biasesAt(shape, 1)]).toEqual([180, 380])
    expect([headAt(shape), headBiasesAt(shape), parameterCount(shape)]).toEqual([400, 410, 412])
  })
})
