import type { SeriesEvent } from '../series/event.ts'
import { keyText } from '../series/key-text.ts'
import type { ScoredData } from '../series/scored.ts'
import { eventObject } from './event-rows.ts'
import { forecastObjects } from './forecast-objects.ts'
import { eventId, forecastId } from './message-id.ts'
import { atLeads, type Selection } from './selection.ts'
import type { SinkPlace } from './sink.ts'

/** What is sent to a topic: the series' key as text, JSON, and the id of the record. */
export interface ForecastRecord {
  readonly key: string
  readonly value: string
  readonly headers: { readonly id: string }
}

/**
 * Forecasts as records of a topic: one for each series and origin, which has the same value wherever it was made, and
 * one for each event, which has `event`.
 *
 * @param which forecasts and events are sent
 * @example
 * const records = new ForecastRecords({ leads: [1] }, { title: 'weather', series: ['temp'] })
 * records.of(scored) // [{ key: '', value: '{"series":"temp","origin":…}', headers: { id: 'weather//2024-…/temp' } }]
 */
export class ForecastRecords {
  private readonly which: Selection
  private readonly place: Pick<SinkPlace, 'title' | 'series' | 'by' | 'cadence'>
  private readonly objectsOf: ReturnType<typeof forecastObjects>
  private readonly objectOf: ReturnType<typeof eventObject>

  constructor(which: Selection, place: Pick<SinkPlace, 'title' | 'series' | 'by' | 'cadence'>) {
    this.which = which
    this.place = place
    this.objectsOf = forecastObjects(place)
    this.objectOf = eventObject(place)
  }

  /** Everything that is sent of a forecast: its records, and those of its events. */
  of(scored: ScoredData): readonly ForecastRecord[] {
    const { only, leads } = this.which
    const id = forecastId(this.place.title, scored)
    const forecasts = only === 'events' ? [] : this.ofForecast(atLeads(scored, leads), id)
    return [...forecasts, ...(scored.events ?? []).flatMap((event) => this.happened(event))]
  }

  /** What is sent of an event that belongs to no forecast. */
  happened(event: SeriesEvent): readonly ForecastRecord[] {
    const { events, only } = this.which
    return events || only === 'events' ? [this.ofEvent(event, eventId(this.place.title, event))] : []
  }

  /** The records of a forecast, whatever the selection. */
  ofForecast(scored: ScoredData, id: string): readonly ForecastRecord[] {
    const key = keyText(scored.observation.key)
    return this.objectsOf(scored).map((one) => ({
      key,
      value: JSON.stringify(one),
      headers: { id: `${id}/${one.series}` },
    }))
  }

  /** The record of an event, whatever the selection. */
  ofEvent(event: SeriesEvent, id: string): ForecastRecord {
    return { key: keyText(event.key), value: JSON.stringify(this.objectOf(event)), headers: { id } }
  }
}
