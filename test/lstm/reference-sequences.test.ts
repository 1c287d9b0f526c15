import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lstm/random.ts'
import { ReferenceSequences } from '../../src/lstm/reference-sequences.ts'
import { meanLoss, randomSequences, randomWeights, squaredFrom } from './sequences.ts'

/** Learns nothing: the gradient stays to be read. */
const still = { rate: 0, firstCorrection: 0.1, secondCorrection: 0.001 }

describe('the reference LSTM over sequences', () => {
  it.each([1, 2, 3])('has the gradients of finite differences by weights and inputs, with %i layers', (layers) => {
    const shape = { inputs: 3, hidden: 4, layers, outputs: 2 }
    const random = new Random(layers)
    const engine = new ReferenceSequences({ ...shape, clipNorm: 1 })
    const parameters = randomWeights(shape, random)
    engine.parameters = parameters
    const sequences = randomSequences(random, 3, [5, 1, 12])
    const targets = [1, -1, 0.5]
    const { inputSlopes, loss } = engine.learn(sequences, squaredFrom(targets), still)
    expect(loss).toBeCloseTo(meanLoss(engine, sequences, targets), 12)

    const slope = (numbers: Float64Array, i: number, apply = () => {}) => {
      const kept = numbers[i]!
      const at = (x: number) => {
        numbers[i] = x
        apply()
        return meanLoss(engine, sequences, targets)
      }
      const difference = (at(kept + 1e-5) - at(kept - 1e-5)) / 2e-5
      at(kept)
      return difference
    }
    const { gradient } = engine
    for (let i = 0; i < parameters.length; i++)
      expect(slope(parameters, i, () => (engine.parameters = parameters))).toBeCloseTo(gradient[i]!, 7)
    sequences.forEach((sequence, n) => {
      for (let i = 0; i < sequence.length; i++) expect(slope(sequence, i)).toBeCloseTo(inputSlopes[n]![i]!, 7)
    })
  })

  it('goes back through all of a long sequence', () => {
    const shape = { inputs: 1, hidden: 2, layers: 1, outputs: 1 }
    const engine = new ReferenceSequences({ ...shape, clipNorm: 1 })
    // Small weights, so that cells do not saturate, and forget gates that stay open.
    const parameters = randomWeights(shape, new Random(1)).map((weight) => weight / 20)
    parameters.fill(20, parameters.length - 9, parameters.length - 7)
    engine.parameters = parameters
    const { inputSlopes } = engine.learn(randomSequences(new Random(2), 1, [2000]), squaredFrom([1]), still)
    expect(Math.abs(inputSlopes[0]![0]!)).toBeGreaterThan(1e-9)
  })

  it('changes nothing if numbers overflow', () => {
    const shape = { inputs: 1, hidden: 2, layers: 1, outputs: 1 }
    const engine = new ReferenceSequences({ ...shape, clipNorm: 1 })
    const before = randomWeights(shape, new Random(1))
    engine.parameters = before
    const { learned } = engine.learn([Float64Array.of(1)], () => Number.POSITIVE_INFINITY, still)
    expect(learned).toBe(false)
    expect(engine.parameters).toEqual(before)
  })
})
