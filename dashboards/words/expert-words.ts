const simple: readonly (readonly [name: RegExp, words: string])[] = [
  [/^persistence$/, 'the last value'],
  [/^drift$/, 'the last value, moved on by the mean step'],
  [/^seasonalNaive$/, 'the value one season ago'],
  [/^seasonalDrift$/, 'the value one season ago, moved on by the change over a season'],
  [/^(holt|smoothing)/, 'exponential smoothing'],
]

/** A description of an expert in plain words; empty if it is not one of ours. */
export function expertWords(name: string): string {
  const found = simple.find(([pattern]) => pattern.test(name))
  if (found) return found[1]
  const lstm = /^lstm\((.+), ([\d.e-]+)\)$/.exec(name)
  if (lstm) {
    const [, base, rate] = lstm
    const words = expertWords(base!)
    return `an LSTM that corrects ${base}${words ? ` (${words})` : ''}, learning rate ${rate}`
  }
  const regression = /^rls\((\d+|week|season)(, year)?/.exec(name)
  if (!regression) return ''
  const [, lags, year] = regression
  const values =
    lags === '1' ? 'the last value' : /\d/.test(lags!) ? `the last ${lags} values` : `the values of the last ${lags}`
  return `a linear regression on ${values}${year ? ' and the time of year' : ''}`
}
