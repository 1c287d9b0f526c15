import { initialize } from '../../src/lstm/initialize.ts'
import type { Random } from '../../src/lstm/random.ts'
import type { Judge, SequenceEngine } from '../../src/lstm/sequence-engine.ts'
import type { Shape } from '../../src/lstm/shape.ts'

/** Sequences of random numbers, of these lengths. */
export function randomSequences(random: Random, inputs: number, lengths: readonly number[]): Float64Array[] {
  return lengths.map((steps) => Float64Array.from({ length: steps * inputs }, () => 2 * random.uniform() - 1))
}

/** First weights, with a head that is not zero. */
export function randomWeights(shape: Shape, random: Random): Float64Array {
  return initialize(shape, 1, random).map((weight) => weight + 0.2 * (random.uniform() - 0.5))
}

/** Squared distance from a number for each sequence. */
export const squaredFrom =
  (targets: readonly number[]): Judge =>
  (sequence, outputs) => {
    let loss = 0
    for (const [q, output] of outputs.entries()) {
      const error = output - targets[sequence]!
      loss += error * error
      outputs[q] = 2 * error
    }
    return loss
  }

/** The mean of those losses. */
export function meanLoss(engine: SequenceEngine, sequences: readonly Float64Array[], targets: readonly number[]) {
  const outputs = engine.run(sequences)
  const width = outputs.length / sequences.length
  const judge = squaredFrom(targets)
  return (
    sequences.reduce((sum, _, i) => sum + judge(i, outputs.slice(i * width, (i + 1) * width)), 0) / sequences.length
  )
}

/** Largest difference of two arrays. */
export const gap = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  a.length === b.length ? Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]!)), 0) : Infinity
