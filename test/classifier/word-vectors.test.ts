import { describe, expect, it } from 'vitest'
import { textItem } from '../../src/classifier/text-item.ts'
import { Vocabulary } from '../../src/classifier/vocabulary.ts'
import { WordVectors } from '../../src/classifier/word-vectors.ts'

describe('word vectors', () => {
  it('are zeros for words not known, and small numbers from the seed for others', () => {
    const made = (seed: number) => {
      const vectors = new WordVectors(3, new Vocabulary(10), 0.01, seed)
      vectors.meet(textItem('good'))
      return vectors.of(textItem('good bad'))
    }
    const inputs = made(1)
    expect([...inputs.slice(3)]).toEqual([0, 0, 0])
    expect(inputs.slice(0, 3).every((x) => x !== 0 && Math.abs(x) <= 0.1)).toBe(true)
    expect(made(1)).toEqual(inputs)
    expect(made(2)).not.toEqual(inputs)
  })

  it('are those of the last 512 words of a text', () => {
    const vectors = new WordVectors(1, new Vocabulary(1000), 0.01, 1)
    const item = textItem(Array.from({ length: 600 }, (_, i) => `w${i}`).join(' '))
    vectors.meet(item)
    expect(vectors.kept(item).words.slice(0, 1)).toEqual(['w88'])
    expect(vectors.of(vectors.kept(item))).toEqual(vectors.of(item))
    expect([vectors.steps(item), vectors.of(item).length, vectors.toLearn(item).length]).toEqual([512, 512, 512])
  })

  it('go against the gradient, of the words that were not left out', () => {
    const vectors = new WordVectors(1, new Vocabulary(1000), 0.01, 1)
    const item = textItem(Array.from({ length: 200 }, (_, i) => `w${i}`).join(' '))
    vectors.meet(item)
    const before = vectors.of(item)
    const shown = vectors.toLearn(item)
    vectors.learn([new Float64Array(200).fill(1)])
    const after = vectors.of(item)
    const kept = shown.map((x) => Number(x !== 0))
    expect(kept.reduce((sum, x) => sum + x)).toBeGreaterThan(60)
    // The first step of Adam is the rate; it grows over ten updates.
    after.forEach((x, i) => {
      expect(before[i]! - x).toBeCloseTo(0.001 * kept[i]!, 9)
    })
  })
})
