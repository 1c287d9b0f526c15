import stringWidth from 'string-width'
import { shortNames } from '../series/short-names.ts'
import { shortened } from './table.ts'

/**
 * Names for a column of a terminal: without what all have in common, and those that are still too wide without what the
 * names shown have in common, so that they stay different.
 *
 * @param names those shown, some of `all`
 * @param width columns, at most
 */
export function namesWithin(names: readonly string[], all: readonly string[], width: number): string[] {
  const short = new Map(shortNames(all).map((text, i) => [all[i]!, text]))
  const texts = names.map((name) => short.get(name) ?? name)
  const cut = texts.map((text, i) =>
    stringWidth(text) <= width ? text : cutAt(text, sameWith(text, texts.toSpliced(i, 1)), width),
  )
  // Rather wide than alike.
  return cut.map((text, i) => (cut.indexOf(text) === i && cut.lastIndexOf(text) === i ? text : texts[i]!))
}

/** Characters at the beginning that a text has in common with one of the others, at most. */
function sameWith(text: string, others: readonly string[]): number {
  return Math.max(
    0,
    ...others.map((other) => {
      let same = 0
      while (same < text.length && text[same] === other[same]) same++
      return same
    }),
  )
}

/** Characters shown before the one that differs, at most: numbers are read from their beginning. */
const before = 6

/** A third of a text's beginning, and what follows `same` characters of it. */
function cutAt(text: string, same: number, width: number): string {
  const inFront = shortened(text, width)
  if (same < inFront.length - 1) return inFront
  const head = shortened(text, Math.max(2, Math.floor(width / 3)))
  const room = width - stringWidth(head)
  const segments = Array.from(new Intl.Segmenter().segment(text))
  // From the end, back to the character that differs if it is within reach; else on from there.
  let from = segments.length
  let taken = 0
  while (from > 0 && taken + stringWidth(segments[from - 1]!.segment) <= room)
    taken += stringWidth(segments[--from]!.segment)
  const shown = same - Math.min(before, room >> 2)
  if (segments[from]!.index <= shown) return head + text.slice(segments[from]!.index)
  return head + shortened(text.slice(segments.find(({ index }) => index >= shown)?.index), room)
}
