import type { Fields } from '../state/fields.ts'
import { featuresOf, tokensOf } from './tokens.ts'

/** A text as the experts read it. */
export interface TextItem {
  readonly words: readonly string[]
  /** The words and pairs of them, each once; see `featuresOf`. */
  readonly features: readonly string[]
}

export const textItem = (text: string): TextItem => ofWords(tokensOf(text))

const ofWords = (words: readonly string[]): TextItem => ({ words, features: featuresOf(words) })

/** The last words of a text, at most `most`. */
export const endOf = (item: TextItem, most: number): TextItem =>
  item.words.length <= most ? item : ofWords(item.words.slice(-most))

/** Passes an item on to a snapshot. */
export const visitText = (fields: Fields, item: TextItem | undefined): TextItem => {
  const present = item?.words.join(' ') ?? ''
  const text = fields.text('text', present)
  return item && text === present ? item : textItem(text)
}
