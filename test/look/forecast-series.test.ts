import { range } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { forecastSeries } from '../../src/look/forecast-series.ts'
import { chain } from '../../src/operators/chain.ts'
import { forecast } from '../../src/operators/forecast.ts'
import type { Forecast } from '../../src/series/forecast.ts'
import type { Observation } from '../../src/series/observation.ts'

const day = 86_400_000
const sales = Array.from({ length: 70 }, (_, i) => (i % 7 < 5 ? 100 + (i % 3) : 40))

describe('forecastSeries', () => {
  it('forecasts what the operator forecasts after the last value', () => {
    let last: Forecast | undefined
    const observations: Observation[] = []
    range(0, sales.length).subscribe((i) => observations.push({ time: i * day, values: [sales[i]!] }))
    const operator = chain(forecast({ cadence: '1d', horizon: 3, season: 7 })).open((one) => {
      last = one
    })
    for (const observation of observations) operator.next(observation)
    const next = forecastSeries(sales, { cadence: '1d', horizon: 3, start: 0 })
    expect(next).toEqual([1, 2, 3].map((lead) => ({ lead, ...last!.at(0, lead) })))
  })

  it('dates the forecasts by the start and the cadence', () => {
    const times = forecastSeries([1, 2, 3], { cadence: '1mo', horizon: 2, start: '2024-01-31' }).map(({ time }) => time)
    expect(times).toEqual([Date.UTC(2024, 3, 30), Date.UTC(2024, 4, 31)])
    expect(forecastSeries([1, 2, 3], { cadence: '1d', horizon: 1 })[0]).toMatchObject({ lead: 1, time: Number.NaN })
    expect(forecastSeries([1, 2, 3])).toHaveLength(10)
  })

  it('measures the season, unless it is given', () => {
    const options = { cadence: '1d', horizon: 7, start: 0, experts: ['seasonalNaive'], intervals: [] } as const
    const weekly = forecastSeries(sales, options).map(({ value }) => value)
    expect(weekly).toEqual(sales.slice(-7))
    expect(forecastSeries(sales, { ...options, season: 'none', experts: ['persistence'] })[0]!.value).toBe(sales.at(-1))
  })

  it('takes missing values as NaN or null, and refuses others with their place', () => {
    const [a] = forecastSeries([5, null, 5, Number.NaN, 5], { horizon: 1 })
    expect(a!.value).toBe(5)
    expect(() => forecastSeries([1, '2'] as unknown as number[])).toThrow(
      'forecastSeries: expected a finite number, NaN or null as value 1, got "2"',
    )
    expect(() => forecastSeries([])).toThrow('expected at least one known value, got 0 missing ones')
    expect(() => forecastSeries([1], { horizont: 2 } as object)).toThrow('did you mean "horizon"?')
    expect(() => forecastSeries([1], { start: 'soon' })).toThrow('expected a time such as 2024-01-31, got "soon"')
  })
})
