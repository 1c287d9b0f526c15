/**
 * Flags, of two letters or of tags; letters of scripts without spaces between words, each a word by itself; runs of other
 * letters, their marks and digits, with apostrophes inside; emoji.
 */
const token =
  /\p{Regional_Indicator}{2}|\u{1F3F4}[\u{E0030}-\u{E007A}]+\u{E007F}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:'[\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}/gu

/** Says whether an emoji is drawn in colour. */
const variation = /[\uFE0E\uFE0F]/g

/** Words of a text that are read at most. */
const maxWords = 4096
/** Characters of a word that are read at most. */
const maxLength = 64

/**
 * The words of a text, in order: Unicode's compatible forms are made one (NFKC), letters lower case, typographic
 * apostrophes plain. A word is a run of letters and digits, with apostrophes inside; a Chinese or Japanese character, an
 * emoji and a flag are a word each. Everything else separates words.
 *
 * Of a long text only the end is read, where a text mostly concludes: the last 266,240 characters, of which the last
 * 4,096 words. Of a word the first 64 characters count.
 *
 * @example
 * tokensOf('It DOESN’T work!') // ['it', "doesn't", 'work']
 */
export const tokensOf = (text: string): string[] =>
  split(
    text
      .slice(-maxWords * (maxLength + 1))
      .replace(variation, '')
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[’‘ʼ＇]/g, "'"),
  )
    .slice(-maxWords)
    .map((word) => (word.length > maxLength ? split(word.slice(0, maxLength))[0]! : word))

const split = (text: string): string[] => text.match(token) ?? []

/** Words that negate what follows, in English. */
const negations = new Set([
  'not',
  'no',
  'never',
  'nor',
  'neither',
  'without',
  'hardly',
  'barely',
  'cannot',
  'cant',
  'dont',
  'doesnt',
  'didnt',
  'isnt',
  'wasnt',
  'wont',
])
const reach = 3

/**
 * What naive Bayes and logistic regression look for in words, each once: the words, pairs of neighbours (`very good`), and
 * up to three words after a negation (`¬good`).
 */
export function featuresOf(words: readonly string[]): string[] {
  const features = new Set<string>()
  let negated = 0
  words.forEach((word, i) => {
    features.add(word)
    if (i > 0) features.add(`${words[i - 1]} ${word}`)
    if (negations.has(word) || word.endsWith("n't")) negated = reach
    else if (negated > 0) {
      negated--
      features.add(`¬${word}`)
    }
  })
  return [...features]
}
