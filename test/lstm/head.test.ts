import { expect, it } from 'vitest'
import { backwardHead, forwardHead } from '../../src/lstm/head.ts'
import { headAt, headBiasesAt, parameterCount } from '../../src/lstm/shape.ts'

const shape = { inputs: 1, hidden: 2, layers: 1, outputs: 1 }
const parameters = new Float64Array(parameterCount(shape))
parameters.set([2, -3], headAt(shape))
parameters.set([0.5], headBiasesAt(shape))
const h = Float64Array.of(1, 1, 4, 2)

it('is a linear function of each state', () => {
  const prediction = new Float64Array(2)
  forwardHead(shape, parameters, h, 2, prediction)
  expect([...prediction]).toEqual([-0.5, 2.5])
})

it('has its derivatives by weights, bias and states', () => {
  const gradients = new Float64Array(parameters.length)
  const dH = new Float64Array(4)
  backwardHead(shape, parameters, h, 2, Float64Array.of(0, 10), gradients, dH)
  expect([...gradients.subarray(headAt(shape))]).toEqual([40, 20, 10])
  expect([...dH]).toEqual([0, 0, 20, -30])
})
