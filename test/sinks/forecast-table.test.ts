import { describe, expect, it } from 'vitest'
import { eventColumns, eventTableRow, forecastColumns, forecastTableRows } from '../../src/sinks/forecast-table.ts'
import { scoredOf } from './scored.ts'

const day = 86_400_000
const names = (columns: readonly { readonly name: string }[]) => columns.map(({ name }) => name)

describe('the table of forecasts', () => {
  const place = { series: ['a', 'b'], by: ['shop', 'time'] }
  const plain = scoredOf(1, [10, Number.NaN, 20, Number.POSITIVE_INFINITY])
  const scored = { ...plain, observation: { ...plain.observation, key: ['north', 'x'] } }

  it('has key columns, series, origin, time, lead, forecast and the ends of the intervals', () => {
    const columns = forecastColumns(place, scored)
    const own = ['series', 'origin', 'time', 'lead', 'forecast', 'lower_97.5', 'upper_97.5']
    expect(names(columns)).toEqual(['shop', 'key_time', ...own])
    expect(names(columns.filter(({ key }) => key))).toEqual(['shop', 'key_time', 'series', 'origin', 'lead'])
  })

  it('has a row for each channel and lead; what is unknown is null', () => {
    expect(forecastTableRows(place, scored)).toEqual([
      ['north', 'x', 'a', day, 2 * day, 1, 10, 9, 11],
      ['north', 'x', 'a', day, 3 * day, 2, null, null, null],
      ['north', 'x', 'b', day, 2 * day, 1, 20, 19, 21],
      ['north', 'x', 'b', day, 3 * day, 2, Infinity, Infinity, Infinity],
    ])
  })

  it('tells sums from leads, if there are sums', () => {
    const sums = { over: [2], values: Float64Array.of(21), lower: [Float64Array.of(20)], upper: [Float64Array.of(22)] }
    const withSums = { ...scoredOf(1, [10, 11]), sums }
    expect(names(forecastColumns({ series: ['y'] }, withSums))).toContain('sum')
    expect(forecastTableRows({ series: ['y'] }, withSums)).toEqual([
      ['y', day, 2 * day, 1, false, 10, 9, 11],
      ['y', day, 3 * day, 2, false, 11, 10, 12],
      ['y', day, 3 * day, 2, true, 21, 20, 22],
    ])
  })
})

it('the table of events has a row for each, and says which series it is about', () => {
  const place = { series: ['y'], by: ['shop'] }
  expect(names(eventColumns(place))).toEqual([
    'shop',
    'series',
    'time',
    'event',
    'of',
    'since',
    'rarity',
    'clock',
    'reason',
  ])
  const event = {
    kind: 'recovered',
    of: 'stale',
    since: day,
    time: 2 * day,
    key: ['n'],
    reason: 'r',
    clock: true,
  } as const
  expect(eventTableRow(place, event)).toEqual(['n', '', 2 * day, 'recovered', 'stale', day, null, true, 'r'])
  expect(
    eventTableRow(place, { kind: 'anomaly', time: day, key: ['n'], channel: 0, rarity: 0.01, reason: 'r' }),
  ).toEqual(['n', 'y', day, 'anomaly', '', null, 0.01, false, 'r'])
})
