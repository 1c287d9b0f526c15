import type { SeriesEvent } from '../series/event.ts'
import { keyFields, keyNames } from '../series/key-names.ts'
import { zoneIn } from '../time/duration.ts'
import { formatTimestamp } from '../time/timestamp.ts'
import type { JsonObject } from './forecast-objects.ts'
import { cell, nameCell } from './forecast-rows.ts'
import type { SinkPlace } from './sink.ts'

/** Events as text: rows of CSV, or lines of JSON. */
export interface EventText {
  /** The first line; empty if there is none. */
  readonly header: string
  line(event: SeriesEvent): string
}

type Place = Pick<SinkPlace, 'series' | 'by' | 'cadence'>

/** The time of an event in the zone of the data. */
function timesOf({ cadence }: Place): (time: number | undefined) => string {
  const zone = zoneIn(cadence)
  return (time) => (time === undefined ? '' : formatTimestamp(time, zone?.offsetAt(time)))
}

/** A row of CSV an event: key columns, then those named in the header. */
export function eventRows(place: Place): EventText {
  const { by, series } = place
  const timeOf = timesOf(place)
  const names = [...keyNames(by).map(nameCell), 'series', 'time', 'event', 'of', 'since', 'rarity', 'clock', 'reason']
  return {
    header: `${names.join(',')}\n`,
    line({ channel, clock = false, key, kind, of = '', rarity, reason, since, time }) {
      const keys = (by ?? []).map((_, i) => nameCell(key?.[i] ?? ''))
      const name = channel === undefined ? '' : nameCell(series[channel] ?? '')
      const seldom = rarity === undefined ? '' : cell(rarity)
      return `${[...keys, name, timeOf(time), kind, of, timeOf(since), seldom, clock, nameCell(reason)].join(',')}\n`
    },
  }
}

/** A JSON object a line and event. */
export function eventLines(place: Place): EventText {
  const objectOf = eventObject(place)
  return { header: '', line: (event) => `${JSON.stringify(objectOf(event))}\n` }
}

/** Turns an event into an object of JSON: key columns, then its fields. */
export function eventObject(place: Place): (event: SeriesEvent) => JsonObject {
  const fieldsOf = eventFields(place)
  return (event) => ({ ...keyFields(place.by, event.key), ...fieldsOf(event) })
}

/** The fields of an event in JSON, without its key. */
export function eventFields(place: Place): (event: SeriesEvent) => JsonObject {
  const timeOf = timesOf(place)
  return ({ channel, clock, kind, of, rarity, reason, since, time }) => ({
    ...(channel !== undefined && { series: place.series[channel] }),
    time: timeOf(time),
    event: kind,
    ...(of && { of, since: timeOf(since) }),
    ...(rarity !== undefined && { rarity }),
    ...(clock && { clock }),
    reason,
  })
}
