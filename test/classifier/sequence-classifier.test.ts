import { expect, it } from 'vitest'
import { sequenceClassifier } from '../../src/classifier/sequence-classifier.ts'
import { sequenceItem } from '../../src/classifier/sequence-item.ts'
import { Random } from '../../src/lstm/random.ts'

it('learns from a summary of the rows, whatever their unit and number', () => {
  const options = { classes: 2, hidden: 4, replays: 2, memory: 50, seed: 1, engine: 'wasm' } as const
  const classifier = sequenceClassifier(options, 2)
  const random = new Random(2)
  let right = 0
  for (let i = 0; i < 200; i++) {
    const label = random.below(2)
    const rows = Array.from({ length: 1 + random.below(30) }, () => [
      1e5 * (random.uniform() + label),
      random.uniform(),
    ])
    const item = sequenceItem(rows, 2)
    const answer = classifier.answer(item)
    if (i >= 100 && answer.probabilities.indexOf(Math.max(...answer.probabilities)) === label) right++
    classifier.learn(item, label, answer)
  }
  expect(right).toBeGreaterThan(85)
  classifier.dispose()
})
