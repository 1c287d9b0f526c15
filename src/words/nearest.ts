import { closest, distance } from 'fastest-levenshtein'

/** The one of `names` that `word` was most likely meant to be; undefined if none is near. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const lower = word.toLowerCase()
  const folded = names.map((name) => name.toLowerCase())
  // Swapped letters are the mistake that hands make most: csv for cvs, from for form.
  const letters = sorted(lower)
  const swapped = folded.findIndex((name) => sorted(name) === letters)
  if (swapped >= 0) return names[swapped]
  const best = closest(lower, folded)
  // A third of the letters may be wrong: `tempmax` is temp_max, `wind` is not date.
  if (distance(lower, best) > Math.max(1, Math.floor(Math.max(word.length, best.length) / 3))) return undefined
  return names[folded.indexOf(best)]
}

const sorted = (word: string) => [...word].sort().join('')
