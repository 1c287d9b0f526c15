import { expect, it } from 'vitest'
import { leastProbability, toLogits, toProbabilities } from '../../src/classifier/probabilities.ts'

it('turns logits into probabilities that sum to 1 and are never 0, and back', () => {
  const sure = Float64Array.of(-2000, 0, -1)
  toProbabilities(sure)
  expect(sure[0]).toBe(leastProbability)
  expect(sure.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12)
  const logits = new Float64Array(2)
  toLogits(Float64Array.of(0.9, 0.1), logits)
  expect(logits[0]! - logits[1]!).toBeCloseTo(Math.log(9), 12)
  expect(logits[0]! + logits[1]!).toBeCloseTo(0, 12)
})
