const adverbs: Readonly<Record<string, string>> = {
  '1s': 'every second',
  '1min': 'every minute',
  '1h': 'hourly',
  '1d': 'daily',
  '1bd': 'on business days',
  '1w': 'weekly',
  '1mo': 'monthly',
  '3mo': 'quarterly',
  '6mo': 'every half year',
  '1y': 'yearly',
}

/** How often a row comes, in words: `daily`, `every 15min`, `hourly (09:30-15:30 mon-fri)`. */
export function cadenceWords(cadence: string | undefined): string {
  if (cadence === undefined) return 'at uneven times'
  const [length, ...rest] = cadence.split(' ')
  const adverb = adverbs[length!] ?? `every ${length}`
  return rest.length === 0 ? adverb : `${adverb} (${rest.join(' ')})`
}

/** A time that something takes, rounded as estimates are. */
export function timeTaken(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`
  return `${Math.round(seconds / 3600)} hours`
}
