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

/** How often a row comes, in words: `daily`, `every 15min`. */
export const cadenceWords = (cadence: string | undefined): string =>
  cadence === undefined ? 'at uneven times' : (adverbs[cadence] ?? `every ${cadence}`)
