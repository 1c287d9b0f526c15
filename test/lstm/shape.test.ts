import { describe, expect, it } from 'vitest'
import {
  biasesAt,
  columnsOf,
  filterBiasesAt,
  filtersAt,
  headAt,
  headBiasesAt,
  keysAt,
  parameterCount,
  queriesAt,
  weightsAt,
} from '../../src/lstm/shape.ts'

describe('shape', () => {
  it('orders the parameters: 4·hidden·(hidden + inputs) weights and 4·hidden biases for each layer, then the head', () => {
    const shape = { inputs: 3, hidden: 5, layers: 2, outputs: 2 }
    expect([columnsOf(shape, 0), columnsOf(shape, 1)]).toEqual([8, 10])
    expect([weightsAt(shape, 0), biasesAt(shape, 0)]).toEqual([0, 160])
    expect([weightsAt(shape, 1), biasesAt(shape, 1)]).toEqual([180, 380])
    expect([headAt(shape), headBiasesAt(shape), parameterCount(shape)]).toEqual([400, 410, 412])
  })

  it('widens the lowest layer by the filters and the head by the context, and puts their parameters at the end', () => {
    const front = { convolution: { filters: 2, width: 4 }, attention: { steps: 9 } }
    const shape = { inputs: 3, hidden: 5, layers: 1, outputs: 2, front }
    expect(columnsOf(shape, 0)).toBe(10)
    expect([headAt(shape), headBiasesAt(shape), filtersAt(shape)]).toEqual([220, 240, 242])
    expect([filterBiasesAt(shape), queriesAt(shape), keysAt(shape), parameterCount(shape)]).toEqual([
      266, 268, 293, 318,
    ])
  })
})
