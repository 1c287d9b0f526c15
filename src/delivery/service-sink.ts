import { createHash } from 'node:crypto'
import type { SeriesEvent } from '../series/event.ts'
import { keyText } from '../series/key-text.ts'
import type { ScoredData } from '../series/scored.ts'
import { eventId, forecastId } from '../sinks/message-id.ts'
import { atLeads, type Selection, selectionText } from '../sinks/selection.ts'
import type { Sink, SinkPlace } from '../sinks/sink.ts'
import { Delivery } from './delivery.ts'
import type { DeliveryOptions } from './delivery-options.ts'
import type { Message, Recipient } from './message.ts'
import { trustedRecipient } from './trusted-recipient.ts'

/** A service that takes forecasts and events. */
export interface Service<T> extends Recipient<T> {
  /** What else tells it from others of the same name, such as headers. It can be secret. */
  readonly further: unknown
  /** What is delivered of a forecast, of the leads that were asked for. @param id of the message */
  forecast(scored: ScoredData, id: string): T
  /** What is delivered of an event. */
  event(event: SeriesEvent, id: string): T
}

/**
 * A sink that delivers to a service: a message for each series and origin, and one for each event if they are asked for.
 *
 * @param word its name in pipeline files
 * @param which forecasts and events are delivered
 */
export function serviceSink<T>(
  word: string,
  service: Service<T>,
  which: Selection,
  options: DeliveryOptions,
  place: SinkPlace,
): Sink {
  const { only, leads } = which
  const events = which.events || only === 'events'
  const id = idOf(`${word} ${service.name}${selectionText(which)}`, service.further, place)
  const delivery = new Delivery<T>(trustedRecipient(word, service), id, options, place)
  const forecastOf = (scored: ScoredData): Message<T> => {
    const id = forecastId(place.title, scored)
    return {
      id,
      ...(only === 'latest' && { replaces: `latest/${keyText(scored.observation.key)}` }),
      rows: scored.values.length,
      body: service.forecast(scored, id),
    }
  }
  const eventOf = (event: SeriesEvent): Message<T> => {
    const id = eventId(place.title, event)
    return { id, rows: 1, body: service.event(event, id) }
  }
  const messagesOf = (scored: ScoredData): Message<T>[] => [
    ...(only === 'events' ? [] : [forecastOf(atLeads(scored, leads))]),
    ...(events ? (scored.events ?? []).map(eventOf) : []),
  ]
  return {
    path: undefined,
    id,
    get delivery() {
      return delivery.facts
    },
    state: (fields) => fields.part('delivery', delivery),
    open: () => delivery.open(),
    write: (batch) => delivery.add(batch.flatMap(messagesOf)),
    ...(events && { happened: (event: SeriesEvent) => delivery.add([eventOf(event)]) }),
    sync: () => delivery.sync(),
    saved: () => delivery.saved(),
    close: () => delivery.close(),
    abort: () => delivery.abort(),
    get remark() {
      return delivery.remark
    },
    get undelivered() {
      return delivery.undelivered
    },
  }
}

/** The name of a sink in checkpoints and of its outbox: it stays the same when the value of a variable changes. */
function idOf(name: string, further: unknown, { hide = (text) => text }: SinkPlace): string {
  const text = hide(JSON.stringify([further]))
  return `${hide(name)} ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`
}
