import { expect, it } from 'vitest'
import { Frequencies } from '../../src/classifier/frequencies.ts'

it('answers how often each class has come, with one more of each', () => {
  const frequencies = new Frequencies(2)
  const out = new Float64Array(2)
  const answer = () => {
    frequencies.answer(undefined, [], out)
    return [...out]
  }
  expect(answer()).toEqual([0.5, 0.5])
  frequencies.learn(undefined, 1)
  frequencies.learn(undefined, 1)
  expect(answer()).toEqual([0.25, 0.75])
})
