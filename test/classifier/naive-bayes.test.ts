import { describe, expect, it } from 'vitest'
import { Halved, NaiveBayes } from '../../src/classifier/naive-bayes.ts'
import { textItem } from '../../src/classifier/text-item.ts'
import { Vocabulary } from '../../src/classifier/vocabulary.ts'

/** Of Manning, Raghavan and Schütze, Introduction to Information Retrieval, example 13.1: is it about China? */
const documents: [string, number][] = [
  ['Chinese Beijing Chinese', 1],
  ['Chinese Chinese Shanghai', 1],
  ['Chinese Macao', 1],
  ['Tokyo Japan Chinese', 0],
]
const question = textItem('Chinese Chinese Chinese Tokyo Japan')

function taught(limit = 100) {
  const bayes = new NaiveBayes('naiveBayes', 2, new Vocabulary(limit), ({ words }) => words, 1)
  for (const [text, label] of documents) bayes.learn(textItem(text), label)
  return bayes
}

describe('naive Bayes', () => {
  it('has the probabilities of a textbook example', () => {
    const out = new Float64Array(2)
    taught().answer(question, [], out)
    // With priors of 4/6 and 2/6, which also count one more each.
    const [china, other] = [(4 / 6) * (3 / 7) ** 3 * (1 / 14) ** 2, (2 / 6) * (2 / 9) ** 3 * (2 / 9) ** 2]
    expect(out[1]).toBeCloseTo(china / (china + other), 5)
  })

  it('knows only the classes from words that it has never learned', () => {
    const out = new Float64Array(2)
    taught().answer(textItem('unknown words'), [], out)
    expect(out[1]).toBeCloseTo(4 / 6, 5)
    new NaiveBayes('naiveBayes', 2, new Vocabulary(9), ({ words }) => words, 1).answer(question, [], out)
    expect([...out]).toEqual([0.5, 0.5])
  })

  it('forgets the counts of a word whose number another one takes', () => {
    const out = new Float64Array(2)
    const bayes = taught(2)
    bayes.answer(question, [], out)
    expect(out.every((p) => p > 0 && p < 1)).toBe(true)
  })

  it('is half as sure in logits with the answers halved', () => {
    const out = new Float64Array(2)
    new Halved('halvedBayes', 0).answer(question, [Float64Array.of(0.1, 0.9)], out)
    expect(Math.log(out[1]! / out[0]!)).toBeCloseTo(Math.log(9) / 2, 4)
  })
})
