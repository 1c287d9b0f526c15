import { describe, expect, it } from 'vitest'
import { featuresOf, tokensOf } from '../../src/classifier/tokens.ts'

describe('tokensOf', () => {
  it.each([
    ['It DOESN’T work, at all!', ['it', "doesn't", 'work', 'at', 'all']],
    ["'quoted' rock 'n' roll's", ['quoted', 'rock', 'n', "roll's"]],
    ['ÉCOLE école ÉCOLE', ['école', 'école', 'école']],
    ['ＦＵＬＬ ﬁne ①', ['full', 'fine', '1']],
    ['हिन्दी में', ['हिन्दी', 'में']],
    ['とても良い phone', ['と', 'て', 'も', '良', 'い', 'phone']],
    ['nice 👍👍 5/5', ['nice', '👍', '👍', '5', '5']],
    [' \n\t…—"" ', []],
    ['', []],
  ])('reads %j', (text, words) => {
    expect(tokensOf(text)).toEqual(words)
  })

  it('reads a text of half a surrogate pair', () => {
    expect(tokensOf('a \ud83d b')).toEqual(['a', 'b'])
  })
})

describe('featuresOf', () => {
  it('has words, pairs of neighbours, and words after a negation, each once', () => {
    expect(featuresOf(['not', 'a', 'very', 'good', 'film'])).toEqual([
      'not',
      'a',
      'not a',
      '¬a',
      'very',
      'a very',
      '¬very',
      'good',
      'very good',
      '¬good',
      'film',
      'good film',
    ])
    expect(featuresOf(['so', 'so', 'so'])).toEqual(['so', 'so so'])
    expect(featuresOf(["isn't", 'good'])).toContain('¬good')
    expect(featuresOf([])).toEqual([])
  })
})
