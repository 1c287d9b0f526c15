import { describe, expect, it } from 'vitest'
import { itemClassifier, itemSpec } from '../../src/classifier/item-classifier.ts'

const sizes = { classes: 2, hidden: 4, vector: 4, words: 100, replays: 1, memory: 10, waiting: 2, seed: 1 }
const options = { ...sizes, engine: 'wasm' } as const

describe('a classifier of items', () => {
  it('is of texts or of sequences, as its spec says', () => {
    const ofTexts = itemClassifier(itemSpec({ text: 'a' }), options, 1000)
    expect([ofTexts.columns, ofTexts.names.at(-1)]).toEqual([0, 'pool'])
    const ofRows = itemClassifier(itemSpec({ sequence: [[1, 2, 3]] }), options, 1000)
    expect([ofRows.columns, ofRows.names]).toEqual([3, ['frequencies', 'logistic', 'lstm', 'pool']])
    expect(() => itemClassifier('{"columns":1000000}', options, 1000)).toThrow('spec')
    expect(() => itemClassifier('nonsense', options, 1000)).toThrow('spec')
  })

  it('learns a label that comes later as it would have at once', () => {
    const [atOnce, later] = [0, 1].map(() => itemClassifier(itemSpec({ text: 'a' }), options, 1000))
    atOnce!.answer({ text: 'good' }).learn(1)
    later!.answer({ text: 'good' }).wait('1')
    expect(later!.isWaiting('1')).toBe(true)
    later!.learnLate('1', 1)
    expect(later!.isWaiting('1')).toBe(false)
    expect(later!.answer({ text: 'good' }).answer).toEqual(atOnce!.answer({ text: 'good' }).answer)
    expect(later!.weights).toEqual(atOnce!.weights)
  })
})
