import { describe, expect, it } from 'vitest'
import { isPeriod, PeriodRows, type Periods } from '../../src/sources/period-rows.ts'

const at = (text: string) => Date.parse(`${text}Z`)
const day = (text: string) => at(`${text}T00:00`)

function together(periods: Periods, rows: readonly (readonly [time: string, value: number, covariate?: number])[]) {
  const made = new PeriodRows(periods)
  for (const [time, value, covariate = 0] of rows)
    made.add({ time: at(time), values: [value], covariates: [covariate] })
  return made.observations().map(({ time, values, covariates }) => [time, values[0], covariates?.[0]])
}

describe('PeriodRows', () => {
  it('adds rows up by day, in any order, with zero for a day without rows', () => {
    const rows = [
      ['2024-01-03T10:00', 5, 4],
      ['2024-01-01T23:59', 1, 2],
      ['2024-01-01T00:00', 2, 4],
    ] as const
    expect(together({ every: '1d', take: 'sum' }, rows)).toEqual([
      [day('2024-01-01'), 3, 3],
      [day('2024-01-02'), 0, Number.NaN],
      [day('2024-01-03'), 5, 4],
    ])
  })

  it('averages rows, and leaves out periods without rows', () => {
    const rows = [
      ['2024-01-01T00:01', 1],
      ['2024-01-01T00:04', 3],
      ['2024-01-01T00:11', 5],
    ] as const
    expect(together({ every: '5min', take: 'mean' }, rows)).toEqual([
      [at('2024-01-01T00:00'), 2, 0],
      [at('2024-01-01T00:10'), 5, 0],
    ])
  })

  it('passes over missing values', () => {
    const rows = [
      ['2024-01-01T00:00', Number.NaN],
      ['2024-01-01T01:00', 3],
      ['2024-01-02T00:00', Number.NaN],
    ] as const
    expect(together({ every: '1d', take: 'sum' }, rows).map(([, value]) => value)).toEqual([3, Number.NaN])
  })

  it('begins weeks on Monday, months on the first, and days by the clocks of the zone', () => {
    expect(together({ every: '1w', take: 'sum' }, [['2024-02-29T12:00', 1]])[0]![0]).toBe(day('2024-02-26'))
    expect(together({ every: '3mo', take: 'sum' }, [['2024-05-29T12:00', 1]])[0]![0]).toBe(day('2024-04-01'))
    expect(together({ every: '1mo', take: 'sum' }, [['1969-12-31T12:00', 1]])[0]![0]).toBe(day('1969-12-01'))
    const spring = together({ every: '1d', take: 'sum', zone: 'Europe/Berlin' }, [
      ['2024-03-29T23:30', 1],
      ['2024-03-31T22:30', 1],
    ])
    expect(spring.map(([time]) => time)).toEqual([
      at('2024-03-29T23:00'),
      at('2024-03-30T23:00'),
      at('2024-03-31T22:00'),
    ])
    expect(together({ every: '1d +09:00', take: 'sum' }, [['2024-01-01T16:00', 1]])[0]![0]).toBe(at('2024-01-01T15:00'))
  })

  it('keeps series apart', () => {
    const made = new PeriodRows({ every: '1d', take: 'sum' })
    const [a, b] = [['a'], ['b']]
    for (const key of [a, b, a]) made.add({ time: day('2024-01-01'), values: [1], key })
    expect(made.observations().map(({ key, values }) => [key, values[0]])).toEqual([
      [a, 2],
      [b, 1],
    ])
    expect(made.count).toBe(3)
  })

  it('makes no zeros up to a row of a wrong year, but for gaps as long as others', () => {
    const rows = [
      ['2024-01-01T00:00', 1],
      ['2024-01-03T00:00', 2],
      ['9024-01-01T00:00', 3],
    ] as const
    const sums = together({ every: '1d', take: 'sum' }, rows)
    expect(sums.map(([, value]) => value)).toEqual([1, 0, 2, 3])
    const rare = [
      ['2014-01-01T00:00', 1],
      ['2016-01-01T00:00', 2],
      ['2024-01-01T00:00', 3],
    ] as const
    expect(together({ every: '1d', take: 'sum' }, rare)).toHaveLength(3653)
  })

  it('stops at too many periods of all series together', () => {
    const made = new PeriodRows({ every: '1d', take: 'sum' })
    for (const key of [['a'], ['b']])
      for (let i = 0; i < 3000; i++)
        made.add({ time: at('0000-01-01T00:00') + 900 * i * 86_400_000, values: [1], covariates: [], key })
    expect(() => made.observations()).toThrow('expected at most 5000000 periods, got more')
  })

  it('stops at a period that is far too short', () => {
    const rows = Array.from({ length: 6000 }, (_, i) => [new Date(900 * i).toISOString().slice(0, -1), 1] as const)
    expect(() => together({ every: '1ms', take: 'sum' }, rows)).toThrow('expected at most 5000000 periods')
  })
})

it('refuses periods that are not the whole calendar', () => {
  expect(['1d', '5min', '1mo', '1d +09:00'].every(isPeriod)).toBe(true)
  expect(['1bd', '1h 09:30-15:30 mon-fri', 'day', ''].some(isPeriod)).toBe(false)
})
