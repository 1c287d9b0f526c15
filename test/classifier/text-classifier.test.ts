import { expect, it } from 'vitest'
import { textClassifier } from '../../src/classifier/text-classifier.ts'
import { textItem } from '../../src/classifier/text-item.ts'
import { Random } from '../../src/lstm/random.ts'

it('learns which words tell the classes, and stays finite with few words known', () => {
  for (const words of [1000, 4]) {
    const options = { classes: 3, hidden: 4, vector: 4, replays: 2, memory: 50, seed: 1, engine: 'wasm' } as const
    const classifier = textClassifier({ ...options, words })
    const random = new Random(2)
    let right = 0
    for (let i = 0; i < 150; i++) {
      const label = random.below(3)
      const filler = Array.from({ length: random.below(8) }, () => `word${random.below(40)}`)
      const item = textItem([...filler, ['red', 'green', 'blue'][label]].join(' '))
      const answer = classifier.answer(item)
      expect(answer.probabilities.every((p) => p > 0 && p < 1)).toBe(true)
      if (i >= 100 && answer.probabilities.indexOf(Math.max(...answer.probabilities)) === label) right++
      classifier.learn(item, label, answer)
    }
    if (words === 1000) expect(right).toBeGreaterThan(40)
    classifier.dispose()
  }
})
