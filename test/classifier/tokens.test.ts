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
    [
      '🇩🇪🇫🇷 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
      ['🇩🇪', '🇫🇷', '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
    ],
    ['I ❤️ it', ['i', '❤', 'it']],
    ['nice 👍👍 5/5', ['nice', '👍', '👍', '5', '5']],
    [' \n\t…—"" ', []],
    ['', []],
  ])('reads %j', (text, words) => {
    expect(tokensOf(text)).toEqual(words)
  })

  it('reads a text of half a surrogate pair', () => {
    expect(tokensOf('a \ud83d b')).toEqual(['a', 'b'])
  })

  it('reads the end of a long text, and the beginning of a long word', () => {
    const words = tokensOf(Array.from({ length: 5000 }, (_, i) => `w${i}`).join(' '))
    expect([words.length, words[0], words.at(-1)]).toEqual([4096, 'w904', 'w4999'])
    // In a single word of this length the regular expression would overflow the stack.
    expect(tokensOf(`${'a'.repeat(2e7)} ${'b'.repeat(63)}'c ${'d'.repeat(63)}𝟘𝔞 ${'e'.repeat(63)}𐐨`)).toEqual([
      'a'.repeat(64),
      'b'.repeat(63),
      `${'d'.repeat(63)}0`,
      'e'.repeat(63),
    ])
  })

  it('reads the same words again once joined', () => {
    const words = tokensOf(Array.from({ length: 5000 }, (_, i) => `${i}`.padStart(80, '0')).join(' '))
    expect(tokensOf(words.join(' '))).toEqual(words)
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
