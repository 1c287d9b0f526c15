import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import type { SeriesEvent } from '../../src/series/event.ts'
import { eventLines, eventRows } from '../../src/sinks/event-rows.ts'

const place = { series: ['load', 'heat'], by: ['site', 'time'], cadence: '1h +09:00' }
const anomaly: SeriesEvent = {
  kind: 'anomaly',
  time: 0,
  key: ['north', '=1+1'],
  channel: 1,
  reason: 'heat is 45, 20 was forecast; so large an error comes once in about 1,200 values',
  rarity: 0.0008,
}
const back: SeriesEvent = {
  kind: 'recovered',
  of: 'stale',
  time: 3_600_000,
  since: 0,
  clock: true,
  reason: 'rows again',
}

it('writes a row of CSV an event, with the keys as in other outputs', () => {
  const { header, line } = eventRows(place)
  const rows = parse(header + line(anomaly) + line(back), { columns: true })
  expect(rows).toEqual([
    {
      site: 'north',
      key_time: "'=1+1",
      series: 'heat',
      time: '1970-01-01T09:00:00.000+09:00',
      event: 'anomaly',
      of: '',
      since: '',
      rarity: '0.0008',
      clock: 'false',
      reason: anomaly.reason,
    },
    {
      site: '',
      key_time: '',
      series: '',
      time: '1970-01-01T10:00:00.000+09:00',
      event: 'recovered',
      of: 'stale',
      since: '1970-01-01T09:00:00.000+09:00',
      rarity: '',
      clock: 'true',
      reason: 'rows again',
    },
  ])
})

it('writes a JSON object an event, without what does not apply', () => {
  const { header, line } = eventLines({ series: ['load'] })
  expect(header).toBe('')
  expect(JSON.parse(line({ kind: 'drift', time: 0, channel: 0, reason: 'worse' }))).toEqual({
    series: 'load',
    time: '1970-01-01T00:00:00.000Z',
    event: 'drift',
    reason: 'worse',
  })
  expect(JSON.parse(eventLines(place).line(anomaly))).toMatchObject({ site: 'north', key_time: '=1+1', rarity: 0.0008 })
})
