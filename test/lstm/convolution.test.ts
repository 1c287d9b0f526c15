import { describe, expect, it } from 'vitest'
import { backwardConvolution, convolutionTraceOf, convolve } from '../../src/lstm/convolution.ts'
import { filterBiasesAt, filtersAt, parameterCount } from '../../src/lstm/shape.ts'

const convolution = { filters: 1, width: 3 }
const shape = { inputs: 2, hidden: 1, layers: 1, outputs: 1, front: { convolution } }
const parameters = new Float64Array(parameterCount(shape))
// Of the inputs two steps ago, one step ago, and now.
parameters.set([0.1, 0.2, 0.3, 0.4, 0.5, 0.6], filtersAt(shape))
parameters.set([-0.05], filterBiasesAt(shape))
const x = Float64Array.of(1, 2, -1, 0.5)
const convolved = (past: readonly number[]) => {
  const trace = convolutionTraceOf(shape, convolution, 2)
  return { trace, joined: [...convolve(shape, parameters, x, Float64Array.from(past), 2, trace)] }
}

describe('the convolution', () => {
  it('joins to the inputs what its filters find in the last steps, none before the first', () => {
    expect(convolved([]).joined).toEqual(
      [1, 2, Math.tanh(0.5 + 1.2 - 0.05), -1, 0.5, Math.tanh(0.3 + 0.8 - 0.5 + 0.3 - 0.05)].map((z) =>
        expect.closeTo(z, 12),
      ),
    )
  })

  it('sees as many steps of the past as its width has besides the present, and no more', () => {
    const { joined } = convolved([9, 9, 3, 1, -2, 4])
    expect(joined).toEqual(convolved([3, 1, -2, 4]).joined)
    expect(joined[2]).toBeCloseTo(Math.tanh(0.3 + 0.2 - 0.6 + 1.6 + 0.5 + 1.2 - 0.05), 12)
  })

  it('forgets the past of an earlier window', () => {
    const trace = convolutionTraceOf(shape, convolution, 2)
    convolve(shape, parameters, x, Float64Array.of(3, 1, -2, 4), 2, trace)
    const empty = new Float64Array(0)
    expect([...convolve(shape, parameters, x, empty, 2, trace)]).toEqual(convolved([]).joined)
  })

  it('has derivatives by weights, bias and inputs', () => {
    const { trace, joined } = convolved([3, 1, -2, 4])
    const gradients = new Float64Array(parameters.length)
    const dInputs = new Float64Array(4)
    backwardConvolution(shape, parameters, trace, 2, Float64Array.of(0, 0, 0, 10, 20, 2), gradients, dInputs)
    const dz = 2 * (1 - joined[5]! ** 2)
    const [bias, weights] = [gradients[filterBiasesAt(shape)], gradients.subarray(filtersAt(shape))]
    expect(bias).toBeCloseTo(dz, 12)
    expect([...weights.subarray(0, 6)]).toEqual([-2, 4, 1, 2, -1, 0.5].map((seen) => expect.closeTo(dz * seen, 12)))
    expect([...dInputs]).toEqual([0.3 * dz, 0.4 * dz, 10 + 0.5 * dz, 20 + 0.6 * dz].map((d) => expect.closeTo(d, 12)))
  })
})
