import { expect, it } from 'vitest'
import { Mixture } from '../../src/classifier/mixture.ts'

it('weighs by Bayes’ rule, and costs little more than the best expert', () => {
  const mixture = new Mixture(2)
  const answers = [Float64Array.of(0.2, 0.8), Float64Array.of(0.6, 0.4)]
  const out = new Float64Array(2)
  mixture.answer(answers, out)
  expect(out[1]).toBeCloseTo(0.6, 12)
  mixture.learn(answers, 1)
  expect(mixture.weights[0]).toBeCloseTo(2 / 3, 3)
  let [own, best] = [-Math.log(0.6), -Math.log(0.8)]
  for (let i = 0; i < 99; i++) {
    mixture.answer(answers, out)
    own -= Math.log(out[1]!)
    best -= Math.log(0.8)
    mixture.learn(answers, 1)
  }
  expect(own - best).toBeLessThan(Math.LN2 + 0.1)
})
