import { expect, it } from 'vitest'
import { Classifier } from '../../src/classifier/classifier.ts'
import { Frequencies } from '../../src/classifier/frequencies.ts'

/** Is always sure of a class. */
const sure = (label: number) => ({
  name: `sure of ${label}`,
  answer: (_: unknown, __: readonly Float64Array[], out: Float64Array) => out.fill(0.05).fill(0.95, label, label + 1),
  learn() {},
  state() {},
})

it('mixes its experts and their pool, and follows the one that is right', () => {
  const classifier = new Classifier(2, [new Frequencies(2), sure(0), sure(1)], {})
  expect(classifier.names).toEqual(['frequencies', 'sure of 0', 'sure of 1', 'pool'])
  for (let i = 0; i < 20; i++) classifier.learn(i, i % 10 === 0 ? 0 : 1, classifier.answer(i))
  const { probabilities, experts } = classifier.answer(0)
  expect(experts).toHaveLength(4)
  expect(probabilities[1]).toBeGreaterThan(0.8)
  expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 12)
  expect(classifier.weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12)
})
