import { parseDuration, stepsInSeason } from '../time/duration.ts'

const names: Readonly<Record<string, readonly [adverb: string, length: string]>> = {
  '1s': ['every second', 'a second'],
  '1min': ['every minute', 'a minute'],
  '1h': ['hourly', 'an hour'],
  '1d': ['daily', 'a day'],
  '1bd': ['on business days', 'a business day'],
  '1w': ['weekly', 'a week'],
  '1mo': ['monthly', 'a month'],
  '3mo': ['quarterly', 'a quarter'],
  '6mo': ['every half year', 'half a year'],
  '1y': ['yearly', 'a year'],
}

/** How often a row comes, in words: `daily`, `every 15min`. */
export const cadenceWords = (cadence: string | undefined): string =>
  cadence === undefined ? 'at uneven times' : (names[cadence]?.[0] ?? `every ${cadence}`)

/** The length of a season in words: `a week`; `48 steps` if it has no name. */
export function seasonWords(steps: number, cadence: string | undefined): string {
  const usual = ['1h', '1d', '1w', '1mo', '3mo', '1y'].find((text) => stepsIn(text, cadence) === steps)
  return usual === undefined ? `${steps} steps` : names[usual]![1]
}

function stepsIn(season: string, cadence: string | undefined): number | undefined {
  if (cadence === undefined) return undefined
  try {
    parseDuration(cadence)
    return stepsInSeason(season, cadence)
  } catch {
    return undefined
  }
}
