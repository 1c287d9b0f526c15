import { describe, expect, it } from 'vitest'
import { RecordReader } from '../../src/published/record-reader.ts'
import { forecastObjects } from '../../src/sinks/forecast-objects.ts'

const record = {
  city: 'Oslo',
  series: 'temp',
  origin: '2024-03-01T00:00:00Z',
  observed: null,
  times: ['2024-03-02T00:00:00Z', null],
  leads: [1, 2],
  forecast: [3.5, null],
  intervals: [{ level: 0.8, lower: [1, null], upper: [5, null] }],
  residuals: [null, -0.25],
  drift: false,
}
const reader = new RecordReader(['wind', 'temp'], ['city'])
const read = (change: object) => reader.read(JSON.stringify({ ...record, ...change }))

describe('a record', () => {
  it('is a forecast of one channel, in which null is unknown', () => {
    expect(read({ id: 'something else' }).forecast).toEqual({
      key: ['Oslo'],
      channel: 1,
      origin: Date.UTC(2024, 2, 1),
      observed: Number.NaN,
      leads: [1, 2],
      times: [Date.UTC(2024, 2, 2), Number.NaN],
      values: [3.5, Number.NaN],
      levels: [0.8],
      lower: [[1, Number.NaN]],
      upper: [[5, Number.NaN]],
      residuals: [Number.NaN, -0.25],
      drift: false,
    })
  })

  it('is an event, which can be about all channels', () => {
    const event = { city: 'Oslo', time: '2024-03-01T01:00:00+01:00', event: 'recovered', of: 'stale', reason: 'rows' }
    expect(reader.read(JSON.stringify({ ...event, since: '2024-02-01', clock: true }))).toEqual({
      event: {
        kind: 'recovered',
        key: ['Oslo'],
        time: Date.UTC(2024, 2, 1),
        reason: 'rows',
        of: 'stale',
        since: Date.UTC(2024, 1, 1),
        clock: true,
      },
    })
  })

  it.each([
    [{ city: 3 }, 'city: expected a text'],
    [{ city: undefined }, 'city: expected a text'],
    [{ series: 'rain' }, 'series: expected one of wind, temp'],
    [{ origin: 'yesterday' }, 'origin: expected a time'],
    [{ origin: 17 }, 'origin: expected a time'],
    [{ leads: [] }, 'leads: expected rising numbers'],
    [{ leads: [2, 1] }, 'leads: expected rising numbers'],
    [{ leads: [1, 1e7] }, 'leads: expected fewer'],
    [{ leads: [1] }, 'times: expected an entry for each lead'],
    [{ forecast: 3 }, 'forecast: expected an entry for each lead'],
    [{ residuals: undefined }, 'residuals: expected an entry for each lead'],
    [{ intervals: [{ level: 80 }] }, 'intervals: expected a list of intervals'],
    [{ intervals: [null] }, 'intervals: expected a list of intervals'],
    [{ intervals: [{ level: 0.8, lower: [1, 2] }] }, 'upper: expected an entry for each lead'],
    [{ event: 'recovered', time: '' }, 'time: expected a time'],
  ])('with %j is neither', (change, reason) => {
    expect(() => read(change)).toThrow(reason)
  })

  it('has the names of key columns that the sinks have changed', () => {
    const [forecast] = forecastObjects({ series: ['temp'], by: ['series'] })({
      origin: 0,
      observation: { time: 0, values: [1], key: ['A'] },
      leads: [1],
      times: [1],
      values: Float64Array.of(2),
      levels: [],
      lower: [],
      upper: [],
      due: Float64Array.of(Number.NaN),
      residuals: Float64Array.of(Number.NaN),
      scores: {} as never,
    })
    expect(new RecordReader(['temp'], ['series']).read(JSON.stringify(forecast)).forecast?.key).toEqual(['A'])
  })
})
