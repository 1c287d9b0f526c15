import { closest, distance } from 'fastest-levenshtein'

/** The name that a misspelt word most likely means; undefined if none is similar. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined
  const lower = word.toLowerCase()
  const folded = names.map((name) => name.toLowerCase())
  const same = folded.indexOf(lower)
  if (same >= 0) return names[same]
  // Swapped letters are the most frequent mistake: cvs for csv, form for from.
  const letters = sorted(lower)
  const swapped = folded.findIndex((name) => sorted(name) === letters)
  if (swapped >= 0) return names[swapped]
  const best = closest(lower, folded)
  // A third of the letters may be wrong: `tempmax` is temp_max, `wind` is not date.
  if (distance(lower, best) > Math.max(1, Math.floor(Math.max(word.length, best.length) / 3))) return undefined
  return names[folded.indexOf(best)]
}

const sorted = (word: string) => [...word].sort().join('')
