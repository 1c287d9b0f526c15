/**
 * Letters of scripts without spaces between words, each a word by itself; runs of other letters, their marks and digits,
 * with apostrophes inside; emoji.
 */
const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+(?:'[\p{L}\p{M}\p{N}]+)*|\p{Extended_Pictographic}/gu

/**
 * The words of a text, in order: Unicode's compatible forms are made one (NFKC), letters lower case, typographic
 * apostrophes plain. A word is a run of letters and digits, with apostrophes inside; a Chinese or Japanese character and
 * an emoji are a word each. Everything else separates words.
 *
 * @example
 * tokensOf('It DOESN’T work!') // ['it', "doesn't", 'work']
 */
export const tokensOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘ʼ＇]/g, "'")
    .match(token) ?? []

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
