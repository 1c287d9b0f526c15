import { expect, it } from 'vitest'
import type { SeriesEvent } from '../../src/series/event.ts'
import { forecastObjects } from '../../src/sinks/forecast-objects.ts'
import { ForecastRecords } from '../../src/sinks/forecast-records.ts'
import type { Selection } from '../../src/sinks/selection.ts'
import { scoredOf } from './scored.ts'

const drift: SeriesEvent = { kind: 'drift', time: 86_400_000, reason: 'r', channel: 0, key: ['north', '1'] }
const plain = scoredOf(1, [1, Number.NaN, 3, 4])
const scored = { ...plain, observation: { ...plain.observation, key: ['north', '1'] }, events: [drift] }
const place = { title: 't', series: ['a', 'b'], by: ['shop', 'time'] }
const recordsOf = (which: Selection) => new ForecastRecords(which, place).of(scored)

it('makes a record for each series of a forecast, keyed by the text of its key', () => {
  const records = recordsOf({})
  expect(records.map(({ key, headers }) => [key, headers.id])).toEqual([
    ['["north","1"]', 't/["north","1"]/1970-01-02T00:00:00.000Z/a'],
    ['["north","1"]', 't/["north","1"]/1970-01-02T00:00:00.000Z/b'],
  ])
  expect(records.map(({ value }) => JSON.parse(value))).toEqual(forecastObjects(place)(scored))
})

it('makes a record for each event if they are asked for, and selects leads', () => {
  expect(recordsOf({ events: true })).toHaveLength(3)
  const [event, ...none] = recordsOf({ only: 'events' })
  expect(none).toEqual([])
  expect(event).toMatchObject({ key: '["north","1"]', headers: { id: expect.stringContaining('/drift/') } })
  expect(JSON.parse(event!.value)).toMatchObject({ shop: 'north', key_time: '1', series: 'a', event: 'drift' })
  expect(JSON.parse(recordsOf({ leads: [2] })[0]!.value)).toMatchObject({ leads: [2], forecast: [null] })
  expect(new ForecastRecords({}, place).happened(drift)).toEqual([])
})
