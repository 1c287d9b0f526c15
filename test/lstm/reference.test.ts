import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adam, clipFactor, globalNorm } from '../../src/lstm/adam.ts'
import { Random } from '../../src/lstm/random.ts'
import { backward, forward, traceOf } from '../../src/lstm/reference.ts'
import { Schedule } from '../../src/lstm/schedule.ts'
import { parameterCount, type Shape } from '../../src/lstm/shape.ts'
import { flat, load, names, type Vector } from './vector.ts'

/** Largest difference of two arrays. */
function gap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length)
  let most = 0
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!))
  return most
}

/** Mean squared error of the last step or of all, as the fixtures have it, and its gradient. */
function run(vector: Vector, parameters: Float64Array) {
  const { input: inputs, hidden, steps, outputs, lossAt } = vector
  const shape: Shape = { inputs, hidden, layers: 1, outputs }
  const trace = traceOf(shape, steps)
  forward(
    shape,
    parameters,
    Float64Array.from(vector.x.flat()),
    Float64Array.from([...vector.h0, ...vector.c0]),
    steps,
    trace,
  )
  const target = vector.target.flat()
  const first = lossAt === 'last' ? (steps - 1) * outputs : 0
  const count = steps * outputs - first
  const dPrediction = new Float64Array(steps * outputs)
  let loss = 0
  for (let i = first; i < steps * outputs; i++) {
    const error = trace.prediction[i]! - target[target.length - steps * outputs + i]!
    loss += (error * error) / count
    dPrediction[i] = (2 * error) / count
  }
  const gradients = new Float64Array(parameters.length)
  backward(shape, parameters, trace, steps, dPrediction, gradients)
  return { trace, loss, gradients }
}

describe('the reference LSTM', () => {
  for (const name of names) {
    const vector = load(name)

    it(`matches every gate, state and prediction of "${name}" to 1e-9`, () => {
      const { trace, loss } = run(vector, flat(vector.parameters))
      const layer = trace.layers[0]!
      const { i, f, o, candidate, cell, hidden, prediction } = vector.trace
      expect(gap(layer.input, i.flat())).toBeLessThan(1e-9)
      expect(gap(layer.forget, f.flat())).toBeLessThan(1e-9)
      expect(gap(layer.output, o.flat())).toBeLessThan(1e-9)
      expect(gap(layer.candidate, candidate.flat())).toBeLessThan(1e-9)
      expect(gap(layer.cell, cell.flat())).toBeLessThan(1e-9)
      expect(gap(layer.hidden, hidden.flat())).toBeLessThan(1e-9)
      expect(gap(trace.prediction, prediction.flat())).toBeLessThan(1e-9)
      expect(Math.abs(loss - vector.loss)).toBeLessThan(1e-9)
    })

    it(`matches every gradient of "${name}" to 1e-9`, () => {
      expect(gap(run(vector, flat(vector.parameters)).gradients, flat(vector.gradients))).toBeLessThan(1e-9)
    })

    it(`matches three clipped Adam steps of "${name}" to 1e-9`, () => {
      const parameters = flat(vector.parameters)
      const schedule = new Schedule(vector.adam.lr, 0)
      const first = new Float64Array(parameters.length)
      const second = new Float64Array(parameters.length)
      for (const step of vector.adam.steps) {
        const { loss, gradients } = run(vector, parameters)
        const norm = globalNorm(gradients)
        expect(Math.abs(loss - step.loss)).toBeLessThan(1e-9)
        expect(Math.abs(norm - step.gradientNorm)).toBeLessThan(1e-9)
        adam(parameters, gradients, clipFactor(norm, vector.adam.clipNorm), first, second, schedule.next)
        schedule.advance()
      }
      expect(gap(parameters, flat(vector.adam.parametersAfter))).toBeLessThan(1e-9)
    })
  }

  it('has the gradients of finite differences, for any sizes, depths and fronts', () => {
    const sizes = fc.record({
      inputs: fc.integer({ min: 1, max: 5 }),
      hidden: fc.integer({ min: 1, max: 6 }),
      layers: fc.integer({ min: 1, max: 3 }),
      outputs: fc.integer({ min: 1, max: 3 }),
      front: fc.record({
        convolution: fc.option(fc.record({ filters: fc.constant(2), width: fc.integer({ min: 2, max: 4 }) }), {
          nil: undefined,
        }),
        attention: fc.option(fc.record({ steps: fc.integer({ min: 1, max: 4 }) }), { nil: undefined }),
      }),
    })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 6 }), fc.nat(), (shape, steps, seed) => {
        const random = new Random(seed)
        const draw = (count: number) => Float64Array.from({ length: count }, () => random.uniform() * 2 - 1)
        const parameters = draw(parameterCount(shape))
        const x = draw(steps * shape.inputs)
        const state = draw(shape.layers * 2 * shape.hidden)
        const past = { inputs: draw(2 * shape.inputs), states: draw(2 * shape.hidden) }
        const pull = draw(steps * shape.outputs)
        const trace = traceOf(shape, steps)
        const value = () => {
          forward(shape, parameters, x, state, steps, trace, past)
          return pull.reduce((sum, weight, i) => sum + weight * trace.prediction[i]!, 0)
        }
        value()
        const gradients = new Float64Array(parameters.length)
        const dInputs = new Float64Array(x.length)
        backward(shape, parameters, trace, steps, pull, gradients, dInputs)
        for (let trial = 0; trial < 16; trial++) {
          const [numbers, derivatives] = trial < 12 ? [parameters, gradients] : [x, dInputs]
          const i = random.below(numbers.length)
          const kept = numbers[i]!
          numbers[i] = kept + 1e-5
          const above = value()
          numbers[i] = kept - 1e-5
          const below = value()
          numbers[i] = kept
          expect(Math.abs((above - below) / 2e-5 - derivatives[i]!)).toBeLessThan(
            1e-7 * Math.max(1, Math.abs(derivatives[i]!)),
          )
        }
      }),
      { numRuns: 60 },
    )
  })
})
