import type { SeriesEvent } from '../series/event.ts'
import type { Fields, Saveable, Visit } from '../state/fields.ts'
import type { NumberedEvent } from './overview-wire.ts'

/** Events that are kept of all series together. */
export const mostEvents = 2000

/** The last events of all series. */
export class EventList implements Saveable {
  /** Number of the oldest event kept. */
  first = 0
  private kept: NumberedEvent[] = []

  /** Number of the next event. */
  get end(): number {
    return this.first + this.kept.length
  }

  state(fields: Fields): void {
    this.first = fields.counter('first', this.first)
    const first = this.first
    let number = first
    this.kept = fields.list('kept', this.kept, (inner, event) => ({ ...visitEvent(inner, event), number: number++ }))
  }

  /** @param index of its line */
  add(event: SeriesEvent, index: number): void {
    this.kept.push(numbered({ ...event, number: this.end, index }))
    if (this.kept.length <= mostEvents) return
    this.kept.shift()
    this.first++
  }

  /** The events from number `from` on that are still kept. */
  from(from: number): readonly NumberedEvent[] {
    return this.kept.slice(Math.max(0, from - this.first))
  }
}

const kinds: readonly SeriesEvent['kind'][] = ['anomaly', 'drift', 'alert', 'stale', 'recovered']

const none: NumberedEvent = { number: 0, index: 0, kind: 'drift', time: 0, reason: '' }

const kindAt = (at: number) => kinds[at]!

/** An event with its fields in one order, so that the same events are the same text. */
function numbered({
  number,
  index,
  kind,
  time,
  channel,
  reason,
  of,
  since,
  rarity,
  clock,
}: NumberedEvent): NumberedEvent {
  return {
    number,
    index,
    kind,
    time,
    ...(channel === undefined ? {} : { channel }),
    reason,
    ...(of === undefined ? {} : { of }),
    ...(since === undefined ? {} : { since }),
    ...(rarity === undefined ? {} : { rarity }),
    ...(clock === undefined ? {} : { clock }),
  }
}

const visitEvent: Visit<NumberedEvent> = (fields, event = none) => {
  const kind = (inner: Fields, value: SeriesEvent['kind'] = 'drift') =>
    kindAt(inner.counter('kind', kinds.indexOf(value), kinds.length - 1))
  const number = (inner: Fields, value = 0) => inner.number('value', value)
  return numbered({
    number: event.number,
    index: fields.counter('index', event.index),
    kind: kind(fields, event.kind),
    time: fields.number('time', event.time),
    reason: fields.text('reason', event.reason),
    channel: fields.optional('channel', event.channel, (inner, value = 0) => inner.counter('channel', value)),
    of: fields.optional('of', event.of, kind) as NumberedEvent['of'],
    since: fields.optional('since', event.since, number),
    rarity: fields.optional('rarity', event.rarity, number),
    ...(fields.boolean('clock', event.clock ?? false) ? { clock: true } : {}),
  })
}
