import { describe, expect, it } from 'vitest'
import { Vocabulary } from '../../src/classifier/vocabulary.ts'
import { restore } from '../../src/state/restore.ts'
import { snapshot } from '../../src/state/snapshot.ts'

describe('a vocabulary', () => {
  it('numbers words as they come, and gives the number of the one learned longest ago to a new one', () => {
    const vocabulary = new Vocabulary(3)
    const reused: number[] = []
    vocabulary.onNew((slot) => reused.push(slot))
    expect(vocabulary.learn(['a', 'b', 'a', 'c'])).toEqual([0, 1, 0, 2])
    expect(vocabulary.learn(['d'])).toEqual([1])
    expect(reused).toEqual([0, 1, 2, 1])
    expect(vocabulary.known(['a', 'b', 'c', 'd'])).toEqual([0, 2, 1])
    expect(vocabulary.size).toBe(3)
  })

  it('keeps only words that still have a number if a text has more than there is room for', () => {
    expect(new Vocabulary(2).learn(['a', 'b', 'c'])).toEqual([1, 0])
  })

  it('continues from a snapshot', () => {
    const [one, two] = [new Vocabulary(3), new Vocabulary(3)]
    one.learn(['a', 'b', 'c', 'a'])
    restore(two, snapshot(one))
    expect(snapshot(two)).toEqual(snapshot(one))
    expect(two.learn(['d', 'e'])).toEqual(one.learn(['d', 'e']))
    expect(() => restore(new Vocabulary(4), snapshot(one))).toThrow('limit')
  })
})
