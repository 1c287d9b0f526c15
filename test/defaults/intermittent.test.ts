import { expect, it } from 'vitest'
import { intermittent } from '../../src/defaults/intermittent.ts'
import { Forecaster } from '../../src/forecaster/forecaster.ts'
import { Random } from '../../src/lstm/random.ts'

const names = (traits: Partial<Parameters<typeof intermittent>[0]>) =>
  intermittent({ season: 7, logarithmic: false, ...traits }).map(({ name }) => name)

it('intermittent has medians for a median and means for a mean, and nothing for logarithms', () => {
  expect(names({})).toEqual(['recentMedian', 'seasonalMedian'])
  expect(names({ season: undefined })).toEqual(['recentMedian'])
  expect(names({ season: 365 })).toEqual(['recentMedian'])
  expect(names({ point: 'mean' })).toEqual(['sba', 'tsb'])
  expect(names({ logarithmic: true })).toEqual([])
})

/** Mean absolute and squared error over 7 leads of a series, from row 100 on. */
function errors(series: readonly number[], experts: string[], point: 'median' | 'mean') {
  const leads = [1, 2, 3, 4, 5, 6, 7]
  const forecaster = new Forecaster({ leads, channels: 1, season: 7, point, experts })
  const said: Float64Array[] = []
  const sums = { absolute: 0, squared: 0 }
  for (const [t, value] of series.entries()) {
    for (const [i, lead] of leads.entries()) {
      if (t < 100) continue
      sums.absolute += Math.abs(value - said[t - lead]![i]!)
      sums.squared += (value - said[t - lead]![i]!) ** 2
    }
    said.push(forecaster.observe({ time: t * 86_400_000, values: [value], covariates: [] }).values)
  }
  return sums
}

it('they help on intermittent demand, and change nothing elsewhere', () => {
  const random = new Random(3)
  const size = (busy: number) => (random.uniform() < busy ? 1 + Math.floor(4 * random.uniform()) : 0)
  const others = ['persistence', 'seasonalNaive', 'rls(1)', 'rls(3)']
  const rare = Array.from({ length: 500 }, () => size(0.25))
  const weekend = Array.from({ length: 500 }, (_, t) => size(t % 7 > 4 ? 0.8 : 0.1))
  for (const series of [rare, weekend]) {
    const [few, all] = [others, [...others, 'recentMedian', 'seasonalMedian']].map((one) =>
      errors(series, one, 'median'),
    )
    expect(all!.absolute).toBeLessThan(0.9 * few!.absolute)
  }
  const [few, all] = [others, [...others, 'sba', 'tsb']].map((one) => errors(rare, one, 'mean'))
  expect(all!.squared).toBeLessThan(few!.squared)
  const steady = Array.from({ length: 300 }, (_, t) => 10 + (t % 7) + random.uniform())
  expect(errors(steady, [...others, 'recentMedian', 'seasonalMedian'], 'median')).toEqual(
    errors(steady, others, 'median'),
  )
})
