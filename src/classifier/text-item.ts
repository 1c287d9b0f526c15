import type { Fields } from '../state/fields.ts'
import { featuresOf, tokensOf } from './tokens.ts'

/** A text as the experts read it. */
export interface TextItem {
  readonly words: readonly string[]
  /** The words and pairs of them, each once; see `featuresOf`. */
  readonly features: readonly string[]
}

export function textItem(text: string): TextItem {
  const words = tokensOf(text)
  return { words, features: featuresOf(words) }
}

/** Passes an item on to a snapshot. */
export const visitText = (fields: Fields, item: TextItem | undefined): TextItem => {
  const present = item?.words.join(' ') ?? ''
  const text = fields.text('text', present)
  return item && text === present ? item : textItem(text)
}
