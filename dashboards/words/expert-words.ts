const simple = (ago: string): readonly (readonly [name: RegExp, words: string])[] => [
  [/^persistence$/, 'the last value'],
  [/^drift$/, 'the last value, moved on by the mean step'],
  [/^seasonalNaive$/, `the value ${ago}`],
  [/^seasonalDrift$/, `the value ${ago}, moved on by the change since then`],
  [/^medianOfSeasons$/, `the median of the values ${ago} and in the seasons before`],
  [/^recentMedian$/, 'the median of the last values'],
  [/^seasonalMedian$/, 'the median of the last values of the same phase of the season'],
  [/^theta$/, 'the Theta method: exponential smoothing, with half the trend of all values'],
  [/^(sba|tsb)$/, 'smoothed demand and how often it comes'],
  [/^(holt|smoothing|robustSmoothing)/, 'exponential smoothing'],
]

/**
 * A description of an expert in plain words; empty if it is not one of ours.
 *
 * @param ago the season, such as `a week ago`
 */
export function expertWords(name: string, ago = 'one season ago'): string {
  const other = /^(.+)\(season (\d)\)$/.exec(name)
  if (other) return expertWords(other[1]!, `one season ago, of the ${other[2] === '2' ? 'second' : 'third'} season`)
  const found = simple(ago).find(([pattern]) => pattern.test(name))
  if (found) return found[1]
  const lstm = /^lstm\((.+), ([\d.e-]+)\)$/.exec(name)
  if (lstm) {
    const [, base, rate] = lstm
    const words = expertWords(base!, ago)
    return `an LSTM that corrects ${base}${words ? ` (${words})` : ''}, learning rate ${rate}`
  }
  const regression = /^rls\((\d+|week|season(?: \+ 1)?)(?:, (year|week))?/.exec(name)
  if (!regression) return ''
  const [, lags, year] = regression
  const values =
    lags === '1' ? 'the last value' : /\d/.test(lags!) ? `the last ${lags} values` : `the values of the last ${lags}`
  return `a linear regression on ${values}${year ? ` and the time of ${year === 'year' ? year : 'the week'}` : ''}`
}
